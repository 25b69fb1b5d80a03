import Explorer
import Terminal
import TraceAnalysis

/// A histogram of durations in lines: from where on, a bar, how many, and which percentiles lie there.
struct HistogramDrawing {
    private let buckets: [Histogram.Bucket]
    private let marks: Percentiles?
    private static let markColumns = 17

    init(_ histogram: Histogram, marks: Percentiles?) {
        // A few values spread over many lines are no picture.
        let lines = Int((2 * Double(histogram.count).squareRoot()).rounded())
        buckets = histogram.buckets(atMost: min(16, max(6, lines)))
        self.marks = marks
    }

    func print(on page: Page) {
        let most = buckets.map(\.count).max() ?? 0
        let counts = buckets.map { $0.count > 0 ? CountText.text($0.count) : "" }
        let countColumns = counts.map(\.count).max() ?? 0
        let barColumns = max(8, min(60, page.width - DurationText.alignedColumns - countColumns - Self.markColumns - 4))
        for (bucket, count) in zip(buckets, counts) {
            let bar = page.bar(Double(bucket.count) / Double(max(1, most)), columns: barColumns, page.theme.accent)
            let padding = String(repeating: " ", count: barColumns - TextWidth.columns(of: bar.text) + countColumns - count.count)
            var line = [StyledText(DurationText.aligned(bucket.lower) + "  ", page.theme.faint), bar, StyledText("  " + padding + count)]
            let names = ranks(in: bucket)
            if !names.isEmpty { line.append(StyledText("  " + names.joined(separator: " "), page.theme.faint)) }
            if bucket.count == 0, names.isEmpty { line = [line[0]] }
            page.print(line)
        }
    }

    private func ranks(in bucket: Histogram.Bucket) -> [String] {
        guard let marks else { return [] }
        return Percentiles.Rank.allCases.filter { bucket.lower <= marks[$0] && marks[$0] < bucket.upper }.map(\.name)
    }
}
