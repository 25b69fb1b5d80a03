import ArgumentParser
import TraceAnalysis

/// How much siblings may overlap and still follow each other on a critical path.
struct OverlapOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("Siblings may overlap by so much of their parent's time and still follow each other.", valueName: "percent"),
        transform: Self.allowance)
    var overlap = OverlapAllowance.usual

    /// - Throws: what is wrong with a share in percent.
    @Sendable private static func allowance(_ argument: String) throws -> OverlapAllowance {
        guard let share = ShareArgument(argument: argument), let allowance = OverlapAllowance(percent: share.percent) else {
            throw ValidationError("--overlap \(argument): write a number from 0 to 100.")
        }
        return allowance
    }
}
