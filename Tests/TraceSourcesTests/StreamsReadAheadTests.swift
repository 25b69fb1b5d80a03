import Foundation
import TestSupport
import Testing
import TraceFormats
import TraceModel

@testable import TraceSources

/// Runs work on a thread and says whether it was done in time.
func isDone(within seconds: Int, _ work: @escaping @Sendable () -> Void) -> Bool {
    let done = Cancellation()
    SystemThread.run {
        work()
        done.cancel()
    }
    var request = pollfd(fd: done.descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, Int32(seconds) * 1000) == 1
}

/// A pipe's ends, closed with it.
final class Pipe: Sendable {
    let reading: Int32
    let writing: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    var path: String { "/dev/fd/\(reading)" }

    /// How many bytes were written and not read yet.
    var unreadCount: Int {
        var count: Int32 = 0
        return ioctl(reading, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
    }

    func write(_ bytes: [UInt8]) throws { try FileHandle(fileDescriptor: writing, closeOnDealloc: false).write(contentsOf: Data(bytes)) }
}

@Suite struct StreamsReadAheadTests {
    @Test("Inflating ahead gives what was packed, whatever the pieces", arguments: Compression.allCases)
    func property(compression: Compression) throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<30 {
            let bytes = (0..<Int.random(in: 1...60_000, using: &generator)).map { _ in UInt8.random(in: 0...9, using: &generator) }
            let source = BytesStream(try packed(bytes, compression), most: Int.random(in: 1...3000, using: &generator))
            let inflating = InflatingStream(source, compression, name: "file")
            let size = Int.random(in: 1...9000, using: &generator)
            let ahead = ReadAheadStream(
                inflating, gone: Cancellation(), bufferSize: size, bufferCount: Int.random(in: 1...4, using: &generator))
            let all = ahead.all(taking: Int.random(in: 1...9000, using: &generator))
            #expect(all.bytes == bytes && all.failure == nil)
        }
    }

    @Test func `a failure comes after all good bytes, once, and then the end`() {
        let failure = Diagnostic(.unreadable, at: Place(source: "file", byteOffset: 5000), found: "a reason")
        for size in [100, 999, 5000, 9000] {
            let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
            let ahead = ReadAheadStream(BytesStream(bytes, failure: InputError(failure), most: 300), gone: Cancellation(), bufferSize: size)
            let all = ahead.all(taking: 700)
            #expect(all.bytes == bytes && all.failure == failure)
            if size < 5000 { #expect(ahead.all().bytes == [] && ahead.all().failure == nil) }
        }
    }

    @Test func `letting go early ends the thread and frees the source`() throws {
        for taken in [0, 1, 500, 5000] {
            let isFreed = Cancellation()
            let isDone = isDone(within: 90) {
                weak var source: BytesStream?
                do {
                    let bytes = BytesStream(Array(repeating: 1, count: 100_000))
                    source = bytes
                    let ahead = ReadAheadStream(bytes, gone: Cancellation(), bufferSize: 100)
                    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 8)
                    defer { room.deallocate() }
                    for _ in 0..<taken / 100 { _ = try? ahead.read(into: room) }
                }
                if source == nil { isFreed.cancel() }
            }
            #expect(isDone && isFreed.isCancelled)
        }
    }

    @Test func `letting go of a packed pipe that gives no more ends at once`() throws {
        let pipe = try Pipe()
        var generator = SeededGenerator(seed: 8)
        let bytes = (0..<3_000_000).map { _ in UInt8.random(in: 32...90, using: &generator) }
        let part = Array(try packed(bytes, .zstd).dropLast(100))
        SystemThread.run { try? pipe.write(part) }
        #expect(
            isDone(within: 90) {
                guard let content = try? ContentStream.open(pipe.path) else { return }
                let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
                defer { room.deallocate() }
                var count = 0
                while count < 2_500_000, let got = try? content.stream.read(into: room), got > 0 { count += got }
            })
    }

    @Test func `what a stalled pipe of packed text has given is ready, and more is not`() throws {
        let pipe = try Pipe()
        let content = Array(#"{"data":["#.utf8) + Array(repeating: 0x20, count: 2_000_000)
        let first = try packed(content, .gzip)
        SystemThread.run { try? pipe.write(first) }
        let stream = try ContentStream.open(pipe.path).stream
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
        defer { room.deallocate() }
        var count = 0
        while count < content.count { count += try stream.read(into: room) }
        #expect(try stream.read(into: room, waiting: false) == nil)
        #expect(count == content.count)
        try pipe.write(packed(Array("]}".utf8), .gzip))
        #expect(try stream.read(into: room) == 2)
    }
}
