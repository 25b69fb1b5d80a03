import ArgumentParser

/// A share in per cent as it is typed: `5%`, or `0.5`.
struct ShareArgument: ExpressibleByArgument, Equatable, Sendable {
    /// 0...100.
    let percent: Double

    init(percent: Double) { self.percent = percent }

    init?(argument: String) {
        guard let percent = Double(argument.hasSuffix("%") ? String(argument.dropLast()) : argument), (0...100).contains(percent) else {
            return nil
        }
        self.percent = percent
    }

    /// 0...1.
    var fraction: Double { percent / 100 }

    /// How help shows a default.
    var defaultValueDescription: String { (percent == percent.rounded() ? String(Int(percent)) : String(percent)) + "%" }
}
