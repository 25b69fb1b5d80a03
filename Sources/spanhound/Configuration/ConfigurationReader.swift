import TOMLKit

/// Reads the text of a configuration file.
///
/// What is wrong costs as little as possible: a key, a profile, or the table in which TOML's rules are broken.
enum ConfigurationReader {
    /// How often what is wrong is left out and the rest tried again.
    private static let patience = 20

    /// What may stand outside of tables.
    private static let keys = ["cache", "servers"]

    static func read(_ content: String, paths: ConfiguredPath) -> Configuration {
        var configuration = Configuration()
        // Some editors put a mark of the order of bytes in front.
        var text = ConfigurationText(content.hasPrefix("\u{feff}") ? String(content.unicodeScalars.dropFirst()) : content)
        // To the parser this character is the end.
        if content.unicodeScalars.contains("\0") {
            configuration.problems = [ConfigurationProblem(isError: true, message: "this is no text: it holds a zero byte")]
            return configuration
        }
        guard let table = parse(&text, &configuration.problems) else { return configuration }
        for key in table.keys.sorted() where !keys.contains(key) {
            let path = TOMLName.text([key]), nearest = NearestName.to(key, among: keys)
            configuration.problems.append(
                ConfigurationProblem(line: text.line(of: [key]), isError: false, message: NearestName.unknown(path, nearest)))
        }
        read(table["servers"], in: text, paths, &configuration)
        read(cache: table["cache"], in: text, &configuration)
        configuration.problems.sort { ($0.line ?? 0) < ($1.line ?? 0) }
        return configuration
    }

    private static func read(
        _ servers: (any TOMLValueConvertible)?, in text: ConfigurationText, _ paths: ConfiguredPath, _ configuration: inout Configuration
    ) {
        guard let servers else { return }
        guard let profiles = servers.table else {
            let message = "servers: expected tables such as [servers.prod], found \(servers.type.text)"
            configuration.problems.append(ConfigurationProblem(line: text.line(of: ["servers"]), isError: true, message: message))
            return
        }
        for name in profiles.keys.sorted() {
            var reader = ProfileReader(name: name, text: text, paths: paths)
            if let profile = reader.read(profiles[name]) { configuration.servers[name] = profile }
            configuration.problems += reader.problems
        }
    }

    /// Whether traces are kept; whoever says something else about it than yes rather does not want it.
    private static func read(
        cache value: (any TOMLValueConvertible)?, in text: ConfigurationText, _ configuration: inout Configuration
    ) {
        guard let value else { return }
        configuration.keepsTraces = value.bool ?? false
        if value.bool == nil {
            let message = "cache: expected true or false, found \(value.type.text)"
            configuration.problems.append(ConfigurationProblem(line: text.line(of: ["cache"]), isError: false, message: message))
        }
    }

    /// The parsed text, without the sections that break TOML's rules.
    private static func parse(_ text: inout ConfigurationText, _ problems: inout [ConfigurationProblem]) -> TOMLTable? {
        for _ in 0..<patience {
            guard let fault = fault(in: text.text) else { return try? TOMLTable(string: text.text) }
            // The place of the first fault may be far behind its cause: a bracket that is not closed takes in what follows.
            var faults = text.sections.compactMap { section in Self.fault(in: section, of: text).map { (section, $0) } }
            if faults.isEmpty {
                // What breaks a rule only beside the rest: a table that stands there twice.
                let section = text.sections.last { $0.lines.contains(fault.line - 1) } ?? text.sections[text.sections.count - 1]
                faults = [(section, fault)]
            }
            for (section, fault) in faults {
                let profile = section.path.count > 1 && section.path[0] == "servers" ? section.path[1] : nil
                let message = (section.path.isEmpty ? "" : TOMLName.text(section.path) + ": ") + fault.message
                problems.append(ConfigurationProblem(line: fault.line, profile: profile, isError: true, message: message))
                text.blank(section)
            }
        }
        problems.append(ConfigurationProblem(isError: true, message: "too much in it is wrong; nothing of it is used"))
        return nil
    }

    /// Where a section breaks TOML's rules even alone.
    private static func fault(in section: ConfigurationText.Section, of text: ConfigurationText) -> (line: Int, message: String)? {
        let lines = text.lines[section.lines]
        guard let fault = fault(in: lines.joined(separator: "\n") + "\n") else { return nil }
        // What has no end is found at the end: that is the last line on which something stands.
        let last = lines.lastIndex { $0.contains { !$0.isWhitespace } } ?? section.lines.lowerBound
        return (min(section.lines.lowerBound + fault.line, last + 1), fault.message)
    }

    /// Where a text breaks TOML's rules first, and how.
    private static func fault(in text: String) -> (line: Int, message: String)? {
        if let fault = TOMLGuard.fault(in: text) { return fault }
        do {
            _ = try TOMLTable(string: text)
            return nil
        } catch let error as TOMLParseError {
            return (error.source.begin.line, TOMLFault.text(error.description))
        } catch {
            return (1, "this is no TOML")
        }
    }
}
