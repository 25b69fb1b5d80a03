import TraceModel

/// Tells what a file is that no reader wants, by its first bytes, so that the refusal can say so.
public enum ForeignContent {
    private static let signatures: [(bytes: [UInt8], name: String)] = [
        ([0x89, 0x50, 0x4e, 0x47], "a PNG image"),
        ([0xff, 0xd8, 0xff], "a JPEG image"),
        ([0x47, 0x49, 0x46, 0x38], "a GIF image"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
        ([0x50, 0x4b, 0x03, 0x04], "a ZIP archive"),
        ([0x7f, 0x45, 0x4c, 0x46], "an ELF program"),
        ([0x42, 0x5a, 0x68], "bzip2 data"),
        ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "xz data"),
        ([0x3c], "HTML or XML"),
    ]

    /// What the bytes are, when they cannot begin a JSON text; nil when they might.
    public static func name(of bytes: UnsafeRawBufferPointer) -> String? {
        for signature in signatures where bytes.starts(with: signature.bytes) { return signature.name }
        var text = bytes[...]
        if text.starts(with: [0xef, 0xbb, 0xbf]) { text = text.dropFirst(3) }
        guard let first = text.first(where: { $0 > 0x20 }) else { return nil }
        if first == 0x7b || first == 0x5b { return nil }
        return first < 0x80 && bytes.prefix(64).allSatisfy({ $0 >= 0x20 || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 })
            ? "text that is no JSON" : "binary data"
    }
}
