/// What the configuration file says: the servers that have a name, and whether their traces are kept.
struct Configuration: Sendable {
    /// The file, as it is shown; nil when there is none.
    var file: String?
    /// The profiles that can be used, by name.
    var servers: [String: ServerProfile] = [:]
    /// Whether traces that are fetched are kept for offline use.
    var keepsTraces = true
    /// What is wrong with the file, in the order of its lines; what it says elsewhere holds.
    var problems: [ConfigurationProblem] = []

    /// Their names, in order.
    var names: [String] { servers.keys.filter { fault(of: $0) == nil }.sorted() }

    /// The profile of this name.
    ///
    /// - Throws: what is wrong with it, or that there is none, with those there are.
    func profile(_ name: String) throws(Failure) -> ServerProfile {
        if let problem = fault(of: name) {
            throw Failure(.usage, code: "bad-configuration", sentence(problem), place: place(problem))
        }
        if let profile = servers[name] { return profile }
        throw Failure(
            .usage, code: "no-such-profile",
            "no server profile is called \"\(name)\"" + (names.isEmpty ? "; \(remedy)" : "; there are:"), details: names.map { "@" + $0 })
    }

    /// Why a profile cannot be used.
    private func fault(of name: String) -> ConfigurationProblem? { problems.first { $0.isError && $0.profile == name } }

    /// What is to be said of the file to somebody who uses these profiles of it: their errors are said when they are asked for.
    func warnings(using names: Set<String>) -> [String] {
        problems.filter { !($0.isError && names.contains($0.profile ?? "")) }.map(sentence)
    }

    /// What is wrong and where: `config.toml:12: servers.prod.limit: expected a whole number, found text`.
    private func sentence(_ problem: ConfigurationProblem) -> String {
        place(problem) + ": " + problem.message
    }

    private func place(_ problem: ConfigurationProblem) -> String {
        (file ?? "config.toml") + (problem.line.map { ":\($0)" } ?? "")
    }

    private var remedy: String {
        file.map { "\($0) names none" } ?? "a profile stands in \(ConfigurationFile.defaultName), as [servers.NAME] with its url"
    }
}

/// Something that is wrong in a configuration file.
struct ConfigurationProblem: Equatable, Sendable {
    /// Where, from 1; nil when it is about the whole file.
    var line: Int?
    /// The profile that it is about, if it is about one.
    var profile: String?
    /// Whether that profile cannot be used; otherwise only what is wrong is left out.
    var isError: Bool
    /// What it is, without its place, and without any value that may be secret.
    var message: String
}
