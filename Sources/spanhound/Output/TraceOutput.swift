import Glibc
import TraceFormats
import TraceModel

/// Traces on their way into a file or standard output: encoded, packed as the file's name asks for, written as they come.
struct TraceOutput: ~Copyable {
    private let file: OutputFile
    private let packed: OutputCompression
    private var encoder: any TraceEncoder & ~Copyable

    /// - Parameter path: nil or `-` for standard output, which is never packed.
    /// - Throws: why it cannot be written, or that a terminal is no place for it.
    init(_ format: OutputFormat, to path: String?, mask: ValueMask? = nil) throws(Failure) {
        let goesToStandardOutput = path == nil || path == "-"
        if goesToStandardOutput, !format.isText, StandardOutput.isTerminal {
            throw Failure(.usage, code: "usage", "protobuf is not for reading; name a file with -o, or pipe it on")
        }
        let file = try OutputFile(path)
        let packed = OutputCompression(goesToStandardOutput ? nil : path.flatMap { Compression(fileName: $0) }) { try file.write($0) }
        (self.file, self.packed) = (file, packed)
        encoder = format.makeEncoder(mask: mask) { try packed.write($0) }
    }

    /// Writes every trace of a snapshot, or those given.
    ///
    /// - Throws: why that failed.
    mutating func write(_ snapshot: Snapshot, traces: [TraceRow]? = nil) throws {
        do { try encoder.encode(snapshot, traces: traces) } catch let failure as DeflateFailure { throw Failure(failure) }
    }

    /// Ends what is written; a file takes its place with ``keep()``.
    ///
    /// - Returns: what the format could not carry.
    /// - Throws: why that failed.
    mutating func finish() throws -> [ConversionLoss] {
        do {
            try encoder.finish()
            try packed.finish()
        } catch let failure as DeflateFailure {
            throw Failure(failure)
        }
        return encoder.losses
    }

    /// Puts the file in its place.
    ///
    /// - Throws: why that failed.
    func keep() throws { try file.keep() }
}

extension Failure {
    /// A library that packs cannot go on.
    fileprivate init(_ failure: DeflateFailure) {
        self.init(.no, code: "not-writable", "the output cannot be packed: there is too little memory")
    }
}
