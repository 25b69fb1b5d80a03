import Glibc
import TraceModel

/// A file's bytes, mapped, with zeros readable after them.
///
/// A class because the mapping is one thing that ends once. `@unchecked Sendable`: it is read only.
final class MappedFile: @unchecked Sendable {
    /// The bytes; at least a page of zeros follows.
    let bytes: UnsafeRawBufferPointer
    private let base: UnsafeMutableRawPointer
    private let length: Int

    /// Maps `size` bytes of an open file.
    init?(descriptor: Int32, size: Int) {
        let page = 4096
        length = (size + page - 1) / page * page + page
        // Anonymous memory first, the file over it: what lies behind the file's end stays readable.
        guard let base = mmap(nil, length, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), base != MAP_FAILED else { return nil }
        guard mmap(base, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, descriptor, 0) != MAP_FAILED else {
            munmap(base, length)
            return nil
        }
        madvise(base, size, MADV_SEQUENTIAL)
        self.base = base
        bytes = UnsafeRawBufferPointer(start: base, count: size)
    }

    deinit { munmap(base, length) }

    /// Gives the pages of a range back; they are read again from the file if needed.
    func drop(_ range: Range<Int>) {
        let first = (range.lowerBound + 4095) & ~4095, last = range.upperBound & ~4095
        if last > first { madvise(base + first, last - first, MADV_DONTNEED) }
    }
}
