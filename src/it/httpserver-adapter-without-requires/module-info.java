/** Takes the sources of httpserver-adapter, but forgets to require jdk.httpserver. */
module adapter {
    requires konpro.errors;
}
