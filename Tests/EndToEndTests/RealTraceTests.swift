import Foundation
import TestSupport
import Testing

/// Traces of real systems, and of sizes that nobody draws by hand.
@Suite(.serialized) struct RealTraceTests {
    private static let hotel = Places.fixtures.appendingPathComponent("real/traceweaver/hotel_load25.json.gz")

    @Test("A thousand real traces: to the slowest span's tags in under ten keys, each told by the footer", .enabled(if: Places.hasFixtures))
    func slowestSpanOfTheHotel() async throws {
        try await Tmux.terminal { terminal in
            try terminal.enter("clear; '\(Binary.url.path)' '\(Self.hotel.path)'; echo \"ended with $?\"")
            try await terminal.wait(for: "1,000 of 1,000 traces")
            for (told, key) in [("Enter open", "Enter"), ("] slowest", "]"), ("Enter tags", "Enter")] {
                try await terminal.wait(until: "the footer says '\(told)'") { $0.contains { $0.contains(told) } }
                try terminal.press(key)
            }
            let screen = try await terminal.wait(for: "Tags 3")
            #expect(screen.contains { $0.contains("reservation /reservation.Reservation/CheckAvailability") })
            #expect(screen.contains { $0.contains("Duration 71.1ms  Self 71.1ms") })
        }
    }

    @Test("A trace 100,000 levels deep opens, and its last span is one key away")
    func deepTrace() async throws {
        try await Tmux.terminal { terminal in
            let file = terminal.home.url.appendingPathComponent("deep.json")
            let made = try Binary.run("generate", "--shape", "deep", "--spans", "100000", "--seed", "1", "-o", file.path)
            #expect(made.status == 0, "\(made.errors)")
            try terminal.enter("cd; clear; '\(Binary.url.path)' deep.json; echo \"ended with $?\"")
            try await terminal.wait(for: "Enter open")
            try terminal.press("Enter")
            try await terminal.wait(for: "Spans 1 of 100,000")
            try terminal.press("G")
            try await terminal.wait(for: "Spans 100,000 of 100,000")
            try terminal.press("Q")
            try await terminal.wait(for: "ended with 0")
        }
    }
}
