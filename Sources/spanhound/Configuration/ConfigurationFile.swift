import Glibc

/// Where the configuration stands, and how it is read.
enum ConfigurationFile {
    /// How the usual place is named in sentences.
    static let defaultName = "~/.config/spanhound/config.toml"
    /// The largest file that is read, in bytes; a thousand profiles fit in.
    private static let limit = 256 << 10

    /// Reads the file named, or the one at the usual place if there is one.
    ///
    /// - Throws: that it cannot be read; what is wrong inside is in the answer.
    static func read(_ named: String? = nil) throws(Failure) -> Configuration {
        guard let path = named ?? usualPath else { return Configuration() }
        let file: SmallFile
        do throws(SmallFile.Problem) {
            file = try SmallFile(path, limit: limit)
        } catch {
            if named == nil, error.isAbsence { return Configuration() }
            throw Failure(.usage, code: "bad-configuration", "\(path): \(error.text)", place: path)
        }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        var configuration = ConfigurationReader.read(file.text, paths: ConfiguredPath(folder: folder, home: Environment["HOME"]))
        configuration.file = path
        if file.isReadByAll, configuration.servers.values.contains(where: \.holdsSecrets) {
            configuration.problems.append(
                ConfigurationProblem(
                    isError: false, message: "everyone on this machine can read it, and secrets stand in it; chmod 600 keeps them"))
        }
        return configuration
    }

    /// `$XDG_CONFIG_HOME/spanhound/config.toml`; a relative folder there counts as none, as the standard wants it.
    private static var usualPath: String? {
        if let folder = Environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return folder + "/spanhound/config.toml" }
        guard let home = Environment["HOME"], !home.isEmpty else { return nil }
        return home + "/.config/spanhound/config.toml"
    }
}

/// How a path in the configuration is understood: `~/` is the home, and a relative one begins where the file stands.
struct ConfiguredPath: Sendable {
    /// Empty, or ending with a slash.
    let folder: String
    let home: String?

    func path(_ text: String) -> String {
        if text.hasPrefix("/") { return text }
        if text.hasPrefix("~/"), let home { return home + text.dropFirst() }
        return folder + text
    }
}
