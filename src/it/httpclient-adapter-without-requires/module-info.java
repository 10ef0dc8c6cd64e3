/** Takes the sources of httpclient-adapter, but forgets to require java.net.http. */
module adapter {
    requires konpro.errors;
}
