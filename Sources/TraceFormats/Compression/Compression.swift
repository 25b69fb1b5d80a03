/// A way to pack bytes that Spanhound reads and writes.
public enum Compression: String, CaseIterable, Sendable {
    /// RFC 1952, as `gzip` writes it.
    case gzip
    /// RFC 8878, as `zstd` writes it.
    case zstd

    /// What packed these first bytes of a file; nil when they are not packed, or fewer than four.
    public static func recognise(_ bytes: UnsafeRawBufferPointer) -> Compression? {
        guard bytes.count >= 4 else { return nil }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0x1f, 0x8b, _, _): return .gzip
        // A frame, or one to be stepped over, which may come first.
        case (0x28, 0xb5, 0x2f, 0xfd), (0x50...0x5f, 0x2a, 0x4d, 0x18): return .zstd
        default: return nil
        }
    }

    /// What the end of a file's name asks for: `.gz` or `.zst`, whatever the case; nil for other names.
    public init?(fileName: String) {
        let name = fileName.lowercased()
        if name.hasSuffix(".gz") {
            self = .gzip
        } else if name.hasSuffix(".zst") {
            self = .zstd
        } else {
            return nil
        }
    }

    /// A fresh inflater.
    public func makeInflater() -> any Inflater {
        switch self {
        case .gzip: GzipInflater()
        case .zstd: ZstdInflater()
        }
    }

    /// A fresh deflater at the usual level of the tool of that name.
    public func makeDeflater() -> any Deflater {
        switch self {
        case .gzip: GzipDeflater()
        case .zstd: ZstdDeflater()
        }
    }
}
