module adapter {
    requires konpro.errors;
    requires java.net.http;
}
