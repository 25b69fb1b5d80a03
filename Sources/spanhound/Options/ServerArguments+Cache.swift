import TraceSources

extension ServerArguments {
    /// Where fetched traces are kept; nil when they are not to be.
    ///
    /// The configuration is heeded whatever the sources are; one that cannot be read may say that nothing is kept.
    func cache(_ options: GlobalOptions) -> TraceCache? {
        guard !noCache, let folder = Self.cacheFolder else { return nil }
        guard let configuration = try? ConfigurationFile.read(options.config), configuration.keepsTraces else { return nil }
        return TraceCache(folder: folder)
    }

    /// `$XDG_CACHE_HOME/spanhound/traces`; a relative folder there counts as none, as the standard wants it.
    private static var cacheFolder: String? {
        if let folder = Environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return folder + "/spanhound/traces" }
        guard let home = Environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.cache/spanhound/traces"
    }
}
