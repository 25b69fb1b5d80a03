import Foundation
import TestSupport
import Testing

@testable import spanhound

/// Files that commands write: whole or not at all.
@Suite struct OutputFileTests {
    private let folder: TemporaryFolder
    private var path: String { folder.url.path + "/out" }

    init() throws { folder = try TemporaryFolder() }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() }

    private func write(_ text: String, to file: OutputFile) throws { try Array(text.utf8).withUnsafeBytes { try file.write($0) } }

    @Test("Until it is kept a file is not in its place, and what was there before is")
    func replaces() throws {
        _ = try folder.file("out", "before")
        let file = try OutputFile(path)
        try write("after", to: file)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "before")
        try file.keep()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "after")
        #expect(try names() == ["out"])
    }

    @Test("Nothing stays of a file that is not kept")
    func discards() throws {
        do {
            let file = try OutputFile(path)
            try write("half", to: file)
            #expect(try names().count == 1)
        }
        #expect(try names() == [])
    }

    @Test("A link stays a link, and who may read a file stays as it was")
    func keepsWhatItIs() throws {
        _ = try folder.file("target", "before")
        chmod(folder.url.path + "/target", 0o640)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "target")
        let file = try OutputFile(path)
        try write("after", to: file)
        try file.keep()
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "target")
        #expect(try String(contentsOfFile: folder.url.path + "/target", encoding: .utf8) == "after")
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.url.path + "/target")
        #expect(attributes[.posixPermissions] as? Int == 0o640)
    }

    @Test("A signal ends the program and takes the unfinished file with it")
    func signal() throws {
        let script = """
            cd '\(folder.url.path)' && echo before > out || exit
            '\(Binary.url.path)' generate --spans 1000000000 -o out &
            until ls -A | grep -q spanhound; do :; done
            kill -TERM $!; wait $!; echo $?; ls -A; cat out
            """
        let run = try Command.run(
            URL(fileURLWithPath: "/bin/sh"), ["-c", script], environment: Command.pinnedEnvironment(home: folder.url))
        #expect(run.output == "143\nout\nbefore\n")
    }
}
