module consumer {
    requires konpro.errors;
}
