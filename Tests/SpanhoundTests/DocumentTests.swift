import Explorer
import Foundation
import TestSupport
import Testing

@testable import spanhound

/// What the program says about itself.
@Suite struct DocumentTests {
    private static let subcommands = Spanhound.configuration.subcommands.filter { $0.configuration.shouldDisplay }

    @Test("The keys are the key table, in text, Markdown and JSON")
    func keys() throws {
        #expect(try Binary.run("keys").output == KeyTable.text)
        #expect(try Binary.run("keys", "--markdown").output == KeyTable.markdown)
        let keys = try Answer(try Binary.run("keys", "--json").output).objects("keys")
        #expect(keys.map { $0["command"] as? String } == KeyTable.bindings.map(\.command.rawValue))
        #expect(keys.allSatisfy { ($0["keys"] as? [String])?.isEmpty == false && ($0["help"] as? String)?.isEmpty == false })
    }

    @Test("The manual page has every subcommand and every key, and no line that troff would obey by mistake")
    func man() {
        let lines = ManCommand.page.split(separator: "\n")
        #expect(lines.first?.hasPrefix(".TH SPANHOUND 1") == true)
        for command in Self.subcommands { #expect(lines.contains(".SS \(command.configuration.commandName ?? "?")"[...])) }
        let requests: Set<Substring> = [".TH", ".SH", ".SS", ".nf", ".fi", ".TP"]
        for line in lines where line.hasPrefix(".") || line.hasPrefix("'") {
            #expect(requests.contains(line.prefix { $0 != " " }), "\(line)")
        }
    }

    @Test("Help fits 80 columns, and every subcommand says what it does", arguments: subcommands.map { $0.configuration.commandName ?? "" })
    func help(name: String) throws {
        let run = try Binary.run("help", name)
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("OVERVIEW: "))
        // The usage line lists all options; it wraps where the terminal does.
        for line in run.output.split(separator: "\n") where !line.hasPrefix("USAGE") { #expect(line.count <= 80, "\(line)") }
    }

    @Test(
        "An example in a help stands on one line, so that it can be copied",
        arguments: subcommands.map { $0.configuration.commandName ?? "" })
    func examples(name: String) throws {
        let lines = try Binary.run("help", name).output.split(separator: "\n", omittingEmptySubsequences: false)
        for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix("  spanhound") {
            #expect(next.isEmpty || next.hasPrefix("  spanhound"), "\(line)")
        }
    }
}
