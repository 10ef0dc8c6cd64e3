module adapter {
    requires konpro.errors;
    requires jdk.httpserver;
}
