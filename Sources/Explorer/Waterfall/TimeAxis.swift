/// Where the ticks of a time axis are.
enum TimeAxis {
    /// Columns that a tick and its label need.
    private static let spacing = 8

    /// Multiples of 1, 2 or 5 times a power of ten from 0 to the end, as close as their labels allow.
    ///
    /// From a minute on the steps are those of clocks.
    static func ticks(duration: Int64, columns: Int) -> [Int64] {
        let least = max(1, Int64(exactly: (Double(duration) * Double(spacing) / Double(max(1, columns))).rounded(.up)) ?? .max)
        guard let step = steps.first(where: { $0 >= least }) else { return [0] }
        return Array(stride(from: 0, through: duration, by: Int64.Stride(step)).prefix(columns / spacing + 1))
    }

    private static let steps: [Int64] = {
        var steps: [Int64] = []
        var power: Int64 = 1
        while power <= 10_000_000_000 {
            steps += [power, 2 * power, 5 * power]
            power *= 10
        }
        let second: Int64 = 1_000_000_000
        steps = steps.filter { $0 <= 20 * second }
        let clock: [Int64] = [30, 60, 120, 300, 600, 1800, 3600, 7200, 18_000, 43_200, 86_400, 172_800, 432_000, 864_000]
        steps += clock.map { $0 * second }
        for days in [30, 100, 365, 1000, 3650, 10_000, 36_500] as [Int64] { steps.append(days * 86_400 * second) }
        return steps
    }()
}
