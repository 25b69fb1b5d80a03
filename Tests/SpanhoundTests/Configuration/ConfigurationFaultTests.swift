import Testing

@testable import spanhound

/// Configuration files that break TOML's rules.
@Suite struct ConfigurationFaultTests {
    private static let sound = "[servers.sound]\nurl = \"http://sound\"\n"

    private func read(_ text: String) -> Configuration {
        ConfigurationReader.read(text, paths: ConfiguredPath(folder: "", home: nil))
    }

    @Test(
        "A fault costs its table, before and behind a sound one, and is told with its line and without values",
        arguments: [
            ("url = Bearer-hush", 2, "in this value: could not determine value type"),
            ("url = \"hush", 2, "in this string: it does not end on its line, or holds a control character"),
            ("headers = [\"hush\"", 2, "in this array: encountered end-of-file"),
            ("url = \"hush\" \"hush\"", 2, "in this key-value pair: expected a comment or whitespace"),
            ("hush hush", 2, "in this key-value pair: expected '='"),
            ("limit = 99999999999999999999999", 2, "in this decimal integer: this is not representable in 64 bits"),
            ("[ = hush", 2, "expected the name of a table"),
            ("url = \u{2028}1", 2, "a character that belongs in quotes stands outside them"),
            ("headers = [ } hush", 2, "a table is closed where a value should stand"), ("tenant: hush", 2, "a colon stands outside quotes"),
            ("a = 2026-01-01Thush", 2, "a date stands where none is of use"),
            (String(repeating: "hush.", count: 200) + "x = 1", 2, "too many names with points between them"),
            ("url = \"http://a\"\nurl = \"hush\"", 3, "in this key-value pair: cannot redefine existing string 'url'"),
        ])
    func faults(lines: String, line: Int, what: String) throws {
        for (text, offset) in [("[servers.a]\n\(lines)\n" + Self.sound, 0), (Self.sound + "[servers.a]\n\(lines)\n", 2)] {
            let configuration = read(text)
            #expect(configuration.names == ["sound"])
            let problem = try #require(configuration.problems.first)
            #expect(configuration.problems.count == 1 && problem.profile == "a" && problem.isError)
            #expect(problem.line == line + offset, "\(problem)")
            #expect(problem.message.hasPrefix("servers.a: not TOML") && problem.message.hasSuffix(": " + what), "\(problem)")
            #expect(!problem.message.contains("hush"))
        }
    }

    @Test func `several faults are told at once, and a fault before the first table costs no profile`() {
        let configuration = read("x = \n[servers.a]\nurl = 1 2\n\(Self.sound)[servers.b\nurl=\"http://b\"\n")
        #expect(configuration.problems.map(\.line) == [1, 3, 6])
        #expect(configuration.names == ["sound"])
    }

    @Test func `a profile that stands there twice cannot be used`() {
        let configuration = read(Self.sound + "[servers.a]\nurl = \"http://1\"\n[servers.a]\nurl = \"http://2\"\n")
        #expect(configuration.names == ["sound"])
        #expect(configuration.problems.map(\.line) == [5] && configuration.problems.map(\.profile) == ["a"])
    }

    @Test(
        "Anything at all is answered without end or harm",
        arguments: [
            "\0", "[", "]]]]", "[[servers]]", "servers = 1", "[servers]\na = []", "[servers.\"\\u0000\"]\nurl=\"http://x\"", "\u{feff}",
            "\r\n",
            "\"\"\"", "a.b.c.d = [[[[[[[", String(repeating: "[a]\n", count: 300), String(repeating: "[", count: 5000),
            String(repeating: "a.", count: 5000) + "b = 1", "[servers.x]\nurl = \"\\u0000\"", "[servers.\"\u{1b}[2J\"]",
        ])
    func hostile(text: String) {
        #expect(read(text).names.isEmpty)
        #expect(read(Self.sound + "#\n" + text).problems.allSatisfy { $0.message.count < 500 })
    }

    @Test func `the place of a key is its line, whatever stands around it`() {
        let text = ConfigurationText(
            "# [no.table]\r\nx = \"\"\"\n[servers.in-text]\n\"\"\"\r\n[ servers . \"a.b\" ] # yes\r\n\r\nca-file = 1\r\n'b'.c = { d = 1 }\n"
        )
        #expect(text.sections.map(\.path) == [[], ["servers", "a.b"]])
        #expect(text.line(of: ["servers", "a.b", "ca-file"]) == 7 && text.line(of: ["servers"]) == 5)
        #expect(text.line(of: ["servers", "a.b", "b", "c", "d"]) == 8 && text.line(of: ["y"]) == nil)
    }
}
