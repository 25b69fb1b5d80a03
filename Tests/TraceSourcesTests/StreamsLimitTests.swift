import Foundation
import TestSupport
import Testing
import TraceFormats
import TraceModel

@testable import TraceSources

@Suite struct StreamsLimitTests {
    @Test("What unpacks to more than the limits allow ends there", arguments: Compression.allCases)
    func limits(compression: Compression) throws {
        let spaces = try packed(Array(repeating: 0x20, count: 1_000_000), compression)
        func all(_ limits: InflationLimits) -> (bytes: [UInt8], failure: Diagnostic?) {
            InflatingStream(BytesStream(spaces, most: 10), compression, name: "file", limits: limits).all()
        }
        #expect(all(InflationLimits(size: 1_000_000, free: 1_000_000, ratio: 1)).failure == nil)
        let bySize = all(InflationLimits(size: 500_000, free: 1_000_000, ratio: 1))
        #expect(bySize.failure?.code == .inflatedTooLarge && bySize.bytes.count <= 500_000 && bySize.bytes.count > 400_000)
        let byRatio = all(InflationLimits(size: .max, free: 100_000, ratio: 40))
        #expect(byRatio.failure?.code == .inflatedTooLarge && byRatio.bytes.count <= 100_000 && byRatio.bytes.count > 50_000)
    }

    @Test func `text that packs forty to one is within the limits of a real file, at any size`() {
        for gigabytes in [1, 20, 60] { #expect(LoadLimits.inflation.allow(gigabytes << 30, from: gigabytes << 30 / 40)) }
        #expect(!LoadLimits.inflation.allow(10 << 30, from: 10 << 20))
        #expect(!LoadLimits.inflation.allow(65 << 30, from: 60 << 30))
    }

    @Test func `a few kilobytes that unpack to gigabytes end early`() throws {
        // One frame of blocks that each repeat a space 128 Ki times: 2 GiB in 64 KiB.
        let block: [UInt8] = [0x02, 0x00, 0x10, 0x20]
        var bomb: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0, (17 - 10) << 3]
        for _ in 0..<16_384 { bomb += block }
        let folder = try TemporaryFolder()
        let content = try ContentStream.open(folder.file("bomb", Data(bomb)).path)
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 8)
        defer { room.deallocate() }
        var total = 0
        let error = try #require(throws: InputError.self) {
            while case let count = try content.stream.read(into: room), count > 0 { total += count }
        }
        #expect(error.diagnostic.code == .inflatedTooLarge)
        #expect(total <= LoadLimits.inflation.free && total > LoadLimits.inflation.free / 2)
    }
}
