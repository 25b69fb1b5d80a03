import ArgumentParser
import TraceAnalysis
import TraceModel
import TraceQuery

/// `spanhound report`: all there is to tell of services, with their health.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Report on services: health, performance, slow and failed traces, dependencies.",
        discussion: """
            Of 100 points of health are taken off: up to 20 for calls of the service
            that fail (5 for each per cent above one), up to 30 for their p95 (one for
            each 100 ms above a second), up to 20 for calls slower than a second (2 for
            each per cent), up to 15 for traces with errors (0.6 for each per cent).
            --latency-target sets another time than a second; --error-target,
            --slow-target and --error-trace-target say how many per cent cost nothing.
            Without calls there is no score. The least healthy service comes first.

              spanhound report traces/
              spanhound report --service orders --service payments --markdown traces/
              spanhound report --fail-under 80 --json traces/ > report.json
              spanhound report --latency-target 200ms --error-target 0.1% traces/
              spanhound report --service orders --limit 500 http://jaeger:16686

            With --fail-under the exit code is 1 when a service has fewer points; one
            without a score passes. With --service the other filters are about spans of
            that service, as in performance.
            """)

    @Option(help: ArgumentHelp("Report on this service only; repeatable.", valueName: "name"))
    var service: [String] = []

    @Option(help: ArgumentHelp("Exit with 1 when the health of any service is less.", valueName: "points"))
    var failUnder: Double?

    @Option(help: ArgumentHelp("A trace that takes so long is slow: 500ms, 2s.", valueName: "duration"))
    var threshold = DurationArgument(nanoseconds: 500_000_000)

    @Option(help: ArgumentHelp("Calls may take so long before health suffers: 500ms, 2s.", valueName: "duration"))
    var latencyTarget = DurationArgument(nanoseconds: 1_000_000_000)

    @Option(help: ArgumentHelp("So many of the calls may fail before health suffers: 0.5%.", valueName: "percent"))
    var errorTarget = ShareArgument(percent: 1)

    @Option(help: ArgumentHelp("So many of the calls may take longer than --latency-target: 5%.", valueName: "percent"))
    var slowTarget = ShareArgument(percent: 0)

    @Option(help: ArgumentHelp("So many of the traces may have errors, whichever service's: 2%.", valueName: "percent"))
    var errorTraceTarget = ShareArgument(percent: 0)

    @Option(help: ArgumentHelp("Slow traces, failed traces and operations that are listed of a service, in JSON.", valueName: "n"))
    var top = 10

    @OptionGroup(title: "Filters") var filter: OtherFilterOptions
    @OptionGroup(title: "Order") var order: OrderOptions
    @OptionGroup var sources: SourceArguments
    @OptionGroup(title: "Servers") var serverArguments: ServerArguments
    @OptionGroup(title: "Global options") var options: GlobalOptions

    mutating func validate() throws {
        if let failUnder, !(0...100).contains(failUnder) { throw ValidationError("--fail-under is a number of points, 0 to 100.") }
        if latencyTarget.nanoseconds < 1 { throw ValidationError("--latency-target must be above 0.") }
        if top < 0 { throw ValidationError("--top must be at least 0.") }
    }

    func run() throws {
        let input = try TraceInput(sources, serverArguments, options)
        let set = try input.read(.samples(filters, limit: order.limit))
        var scope = ReportScope()
        scope.slowThreshold = threshold.nanoseconds
        scope.listed = top
        scope.thresholds = thresholds
        let answer = ReportAnswer(set, services: services, filter: filter.filter, scope: scope, at: Wish.now) {
            TraceBasis(set, $0, order, input.sources).rows
        }
        for report in answer.reports where report.performance.traces == 0 { try input.checkService(report.service, in: set.snapshot) }
        if options.json { answer.writeJSON() } else { answer.print(on: Page(options)) }
        StandardOutput.flush()
        input.noteBasis(of: set, filters[0])
        if let failUnder { try answer.check(atLeast: failUnder) }
    }

    /// What health is measured by.
    private var thresholds: HealthThresholds {
        HealthThresholds(
            latencyTarget: latencyTarget.nanoseconds, errorTarget: errorTarget.fraction, slowTarget: slowTarget.fraction,
            errorTraceTarget: errorTraceTarget.fraction) ?? HealthThresholds()
    }

    /// Each service once.
    private var services: [String] {
        var seen: Set<String> = []
        return service.filter { seen.insert($0).inserted }
    }

    /// What servers are asked for: the traces of each service, or of all.
    private var filters: [TraceFilter] {
        if service.isEmpty { return [filter.filter] }
        return services.map { name in
            var filter = filter.filter
            filter.service = name
            return filter
        }
    }
}
