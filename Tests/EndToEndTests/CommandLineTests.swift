import Foundation
import TestSupport
import Testing

/// The program without a terminal.
@Suite struct CommandLineTests {
    @Test("Without a terminal the explorer refuses, and names the subcommand that prints")
    func noTerminal() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("shop.json", ShopTrace.json())
        let answer = try Binary.run(file.path)
        #expect(answer.status == 2)
        #expect(answer.errors.contains("show"), "\(answer.errors)")
        #expect(answer.output == "")
    }

    @Test("A closed pipe ends the program quietly")
    func closedPipe() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("shop.json", ShopTrace.json())
        let shell = URL(fileURLWithPath: "/bin/bash")
        let line = "set -o pipefail; '\(Binary.url.path)' show --trace a1 '\(file.path)' | true; echo ${PIPESTATUS[0]}"
        let answer = try Command.run(shell, ["-c", line], environment: Command.pinnedEnvironment(home: folder.url))
        #expect(answer.errors == "")
    }

    @Test("Standard input is a source: what generate writes, summary reads")
    func standardInput() throws {
        let folder = try TemporaryFolder()
        let shell = URL(fileURLWithPath: "/bin/bash")
        let line = "'\(Binary.url.path)' generate --traces 3 --seed 7 | '\(Binary.url.path)' summary --json -"
        let answer = try Command.run(shell, ["-c", line], environment: Command.pinnedEnvironment(home: folder.url))
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.output.contains(/"traces":\s*3\b/))
    }

    @Test("The same seed gives the same bytes")
    func seeds() throws {
        let first = try Binary.run("generate", "--traces", "2", "--seed", "11")
        #expect(first.status == 0, "\(first.errors)")
        let again = try Binary.run("generate", "--traces", "2", "--seed", "11")
        let other = try Binary.run("generate", "--traces", "2", "--seed", "12")
        #expect(first.output == again.output)
        #expect(first.output != other.output)
    }

    @Test("Wrong usage has exit code 2, a trace that is not there 1")
    func exitCodes() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("shop.json", ShopTrace.json())
        for (arguments, status) in [(["--no-such-option"], 2), (["show", "--trace", "ff", file.path], 1)] {
            let answer = try Binary.run(arguments)
            #expect(Int(answer.status) == status, "\(answer.errors)")
            #expect(answer.errors != "")
        }
    }

    @Test("show and the screen draw the same waterfall")
    func sameWaterfall() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("shop.json", ShopTrace.json())
        let answer = try Binary.run("show", "--trace", "a1", file.path)
        #expect(answer.status == 0, "\(answer.errors)")
        for name in ["place order", "reserve stock", "charge card"] { #expect(answer.output.contains(name)) }
    }
}
