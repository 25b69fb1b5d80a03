import Testing

@testable import Explorer

@Suite struct RadixOrderTests {
    @Test func `Greatest first, equal ones in their order, negative ones as nought`() {
        #expect(RadixOrder.descending([3, 70_000, 3, -5, 0, .max]) == [5, 1, 0, 2, 3, 4])
        #expect(RadixOrder.descending([]).isEmpty)
        #expect(RadixOrder.descending([0, 0]) == [0, 1])
    }

    @Test("Random values are ordered as sorting by comparison orders them", arguments: [1, 2])
    func random(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var values: [Int64] = []
        for _ in 0..<2000 {
            let value = Int64.random(in: 0...Int64.max, using: &random)
            values.append(value >> Int64.random(in: 0...62, using: &random))
        }
        let pairs = values.enumerated().sorted { $0.element == $1.element ? $0.offset < $1.offset : $0.element > $1.element }
        let expected = pairs.map { UInt32($0.offset) }
        #expect(RadixOrder.descending(values) == expected)
    }
}
