import ArgumentParser
import Glibc

/// The program's entrance: parses the command line, runs the command, and turns what went wrong into an exit code.
@main enum Main {
    static func main() {
        // A reader that has seen enough is no error: writing to it fails and ends the program quietly.
        signal(SIGPIPE, SIG_IGN)
        let arguments = CommandLineOrder.normalised(Array(CommandLine.arguments.dropFirst()))
        let outcome = run(arguments)
        StandardOutput.flush()
        exit(outcome.rawValue)
    }

    static func run(_ arguments: [String]) -> ExitStatus {
        let wantsJSON = arguments.contains("--json")
        do {
            var command = try Spanhound.parseAsRoot(arguments)
            try command.run()
            return .success
        } catch let failure as Failure {
            StandardOutput.flush()
            failure.report(asJSON: wantsJSON)
            return failure.status
        } catch let status as ExitStatus {
            return status
        } catch {
            return report(error, asJSON: wantsJSON)
        }
    }

    /// Help and version are answers; everything else the parser throws is wrong usage.
    private static func report(_ error: any Error, asJSON: Bool) -> ExitStatus {
        if Spanhound.exitCode(for: error) == .success {
            StandardOutput.write(Spanhound.fullMessage(for: error) + "\n")
            return .success
        }
        if asJSON {
            Failure(.usage, code: "usage", Spanhound.message(for: error)).report(asJSON: true)
        } else {
            StandardError.write(Spanhound.fullMessage(for: error) + "\n")
        }
        return .usage
    }
}
