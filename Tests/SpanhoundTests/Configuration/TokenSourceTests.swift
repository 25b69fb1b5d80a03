import Foundation
import TestSupport
import Testing

@testable import spanhound

/// Fetching bearer tokens.
@Suite struct TokenSourceTests {
    private func shell(_ line: String, patience: Int = 20_000) -> TokenCommand {
        var command = TokenCommand(["/bin/sh", "-c", line], name: "shell")
        command.patience = patience
        return command
    }

    private func failure(of source: TokenSource) throws -> Failure {
        try #require(#expect(throws: Failure.self) { try source.token { _ in } })
    }

    @Test func `a token's file is read without the white space around it, and should be its owner's alone`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("token", " hush \n")
        chmod(file.path, 0o600)
        var warnings: [String] = []
        #expect(try TokenSource.file(file.path).token { warnings.append($0) } == "hush" && warnings.isEmpty)
        chmod(file.path, 0o644)
        #expect(try TokenSource.file(file.path).token { warnings.append($0) } == "hush")
        #expect(warnings == ["\(file.path): everyone on this machine can read this token; chmod 600 keeps it"])
    }

    @Test(
        "A file that holds no token is told without what it holds",
        arguments: [
            (" \n", "there is no token in it"), ("hush\nhush\n", "there is more than one line in it"),
            (String(repeating: "hush", count: 20_000), "it is too large for what it should be"),
        ])
    func badFiles(text: String, reason: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("token", text)
        let failure = try failure(of: .file(file.path))
        #expect(failure.message == "\(file.path): \(reason)" && failure.status == .usage)
        #expect(try self.failure(of: .file(folder.url.path)).message.hasSuffix("Is a directory"))
        #expect(try self.failure(of: .file(file.path + "-")).message.hasSuffix("No such file or directory"))
    }

    @Test func `a variable must be there and hold something`() throws {
        setenv("SPANHOUND_TOKEN", " hush ", 1)
        setenv("SPANHOUND_EMPTY", "", 1)
        #expect(try TokenSource.environment("SPANHOUND_TOKEN").token { _ in } == "hush")
        #expect(try failure(of: .environment("SPANHOUND_EMPTY")).message == "the variable SPANHOUND_EMPTY: there is no token in it")
        let absent = try failure(of: .environment("SPANHOUND_NONE"))
        #expect(absent.message == "the environment has no SPANHOUND_NONE to take the token from")
    }

    @Test func `a program's arguments reach it as they are, without a shell`() throws {
        let command = TokenCommand(["printf", "%s\n", "$HOME; hush *"], name: "printf")
        #expect(try TokenSource.command(command).token { _ in } == "$HOME; hush *")
        #expect(try TokenSource.command(shell("echo hush | tr h H")).token { _ in } == "HusH")
        // Nothing can be read from it, and what stays behind in the background holds nothing up.
        #expect(try TokenSource.command(shell("cat; sleep 30 & echo hush")).token { _ in } == "hush")
    }

    @Test(
        "A program that gives no token is told with the reason, and without its arguments",
        arguments: [
            ("exit 3", "shell, which should print the token, ended with status 3"),
            ("kill -9 $$", "shell, which should print the token, was ended by signal 9"),
            ("exec sleep 30", "shell, which should print the token, has printed no token within 0 s"),
            ("yes hush", "shell, which should print the token, prints more than a token"),
            ("yes hush >&2", "shell, which should print the token, prints more than a token"),
        ])
    func badPrograms(line: String, sentence: String) throws {
        let failure = try failure(of: .command(shell(line, patience: line.contains("sleep") ? 100 : 20_000)))
        #expect(failure.message == sentence && failure.status == .source)
    }

    @Test func `a program that is not there, or prints nothing, is told`() throws {
        let absent = try failure(of: .command(TokenCommand(["/nowhere/hound", "hush"], name: "/nowhere/hound")))
        #expect(absent.message == "/nowhere/hound, which should print the token, cannot be run: No such file or directory")
        #expect(try failure(of: .command(shell("true"))).message == "what shell prints: there is no token in it")
    }
}
