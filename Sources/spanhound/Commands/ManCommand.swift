import ArgumentParser
import Explorer

/// `spanhound man`: the manual page, made of the help and the key table, for packagers.
struct ManCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "man", abstract: "Print the manual page in man(7).", shouldDisplay: false)

    private static let columns = 76

    func run() {
        StandardOutput.write(Self.page)
    }

    static var page: String {
        let subcommands = Spanhound.configuration.subcommands.filter { $0.configuration.shouldDisplay }
        let sections = subcommands.map { command in
            ".SS \(command.configuration.commandName ?? "")\n" + verbatim(Spanhound.helpMessage(for: command, columns: columns))
        }
        return """
            .TH SPANHOUND 1 "" "spanhound \(Version.text)" "User Commands"
            .SH NAME
            spanhound \\- \(escaped(Spanhound.configuration.abstract))
            .SH SYNOPSIS
            \(verbatim(Spanhound.configuration.usage ?? "")).SH DESCRIPTION
            \(verbatim(Spanhound.configuration.discussion)).SH SUBCOMMANDS
            \(sections.joined()).SH KEYS
            \(KeyTable.manPage)
            """
    }

    private static func verbatim(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
        return ".nf\n" + lines.joined(separator: "\n") + "\n.fi\n"
    }

    /// Text in which troff finds nothing to obey.
    private static func escaped(_ text: String) -> String {
        let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return plain.first == "." || plain.first == "'" ? "\\&" + plain : plain
    }
}
