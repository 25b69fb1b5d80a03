import Foundation
import TestSupport
import Testing

/// The explorer on a live server, in the real program.
@Suite(.serialized, .enabled(if: Places.hasFixtures)) struct LiveServerTests {
    /// A terminal with the explorer open on a server whose services it has listed.
    private func explored(_ server: LoopbackServer, options: String = "", _ body: (Tmux) async throws -> Void) async throws {
        try await Tmux.terminal(columns: 110, rows: 30) { terminal in
            try terminal.enter("cd; clear; '\(Binary.url.path)' \(options) \(server.url); echo \"ended with $?\"")
            try await terminal.wait(for: "api-gateway")
            try await body(terminal)
        }
    }

    private func play(_ server: String) throws -> LoopbackServer {
        try LoopbackServer(patience: .seconds(600), StoredTraces(Recordings(server)).respond)
    }

    /// Filters, and waits for the trace that only this filter finds.
    private func search(_ filter: String, for name: String, in terminal: Tmux) async throws {
        try terminal.press("/")
        try terminal.type(filter)
        try terminal.press("Enter")
        try await terminal.wait(for: name)
    }

    private static let checkout = #"service=checkout order.total=48.8"#

    @Test("From the start to a tag of the slowest span, and back to the shell", arguments: ["jaeger-2.19.0", "jaeger-1.76.0"])
    func wayThrough(recorded: String) async throws {
        let server = try play(recorded)
        try await explored(server) { terminal in
            try await search(Self.checkout, for: "frontend POST /checkout", in: terminal)
            try terminal.press("Enter")
            try await terminal.wait(for: "CheckoutService/Place")
            try terminal.press("]")
            try terminal.press("Enter")
            try await terminal.wait(until: "the tags of the slowest span are shown") { screen in
                screen.contains { $0.contains("peer.service") && $0.contains("stripe") }
            }
            try terminal.press("Q")
            try await terminal.wait(for: "ended with 0")
        }
        #expect(server.requests.contains { $0.description.removingPercentEncoding?.contains(#"{"order.total":"48.8"}"#) ?? false })
    }

    @Test("When the server goes away, what was loaded stays, and the message line says what to do")
    func serverGoesAway() async throws {
        let server = try play("jaeger-2.19.0")
        try await explored(server) { terminal in
            try await search(Self.checkout, for: "frontend POST /checkout", in: terminal)
            try terminal.press("Enter")
            try await terminal.wait(for: "CheckoutService/Place")
            #expect(server.stop())
            try terminal.press("r")
            try await terminal.wait(for: "The connection was refused; check the port, and whether the server runs")
            try terminal.press("]")
            try terminal.press("Enter")
            try await terminal.wait(for: "peer.service")
            try terminal.press("q", "q")
            try await terminal.wait(for: "frontend POST /checkout")

            let again = try LoopbackServer(port: server.port, StoredTraces(Recordings("jaeger-2.19.0")).respond)
            try terminal.press("r")
            try await again.waitForRequests()
            try await terminal.wait(until: "it is live") { $0.contains { $0.contains(" live ") } }
            try terminal.press("Q")
            try await terminal.wait(for: "ended with 0")
        }
    }

    @Test("Keys answer while an answer drips, and Esc gives it up")
    func dripping() async throws {
        let server = try play("jaeger-2.19.0")
        try await explored(server) { terminal in
            try await search(Self.checkout, for: "frontend POST /checkout", in: terminal)
            let listed = server.exchanges.count
            server.scriptEverything(LoopbackReply.json(#"{"result":{"resourceSpans":["#).endless().dripping(1, every: .milliseconds(30)))
            try terminal.press("Enter")
            try await terminal.wait(for: "Esc stops")
            try terminal.press("?")
            try await terminal.wait(for: "half a page down")
            #expect(server.exchanges.count == listed, "the answer is still under way")
            try terminal.press("Escape")
            try await terminal.wait(until: "the list of keys is gone") { !$0.contains { $0.contains("half a page down") } }
            try terminal.press("Escape")
            try await terminal.wait(for: "Stopped asking")
            #expect(try await server.waitForExchanges(listed + 1).last?.outcome == .clientLeft)

            server.scriptEverything()
            try terminal.press("Enter")
            try await terminal.wait(for: "CheckoutService/Place")
            try terminal.press("Q")
            try await terminal.wait(for: "ended with 0")
        }
    }

    @Test(
        "A bad answer to a search is told, and the next good one is shown",
        arguments: [
            (LoopbackReply.html("Sign in"), "This is not Jaeger's interface"),
            (.text("token expired", status: 401), "The server does not let us in"),
            (.json(#"{"result""#).closing(.afterBody(5)), "The answer ends in the middle"),
        ])
    func badAnswer(reply: LoopbackReply, sentence: String) async throws {
        let server = try play("jaeger-2.19.0")
        try await explored(server) { terminal in
            server.scriptEverything(reply)
            try terminal.press("/")
            try terminal.type(Self.checkout)
            try terminal.press("Enter")
            try await terminal.wait(for: sentence)
            server.scriptEverything()
            try terminal.press("r")
            try await terminal.wait(for: "frontend POST /checkout")
        }
    }

    @Test("gi goes to a trace by its id; a server that repeats our secret does not get it onto the screen")
    func goToID() async throws {
        let server = try play("jaeger-2.19.0")
        try await explored(server, options: "--header 'X-Api-Key: key-55aa66bb77cc'") { terminal in
            try terminal.press("g", "i")
            try terminal.type("221e80cebff0dabeac7fe8ac94043550")
            try terminal.press("Enter")
            try await terminal.wait(for: "CheckoutService/Place")
            server.scriptEverything(.text("bad key key-55aa66bb77cc", status: 401))
            try terminal.press("r")
            let refused = try await terminal.wait(for: "The server does not let us in: 401: bad key")
            try terminal.press("!")
            let findings = try await terminal.wait(for: "What was read, and what was skipped")
            #expect(!(refused + findings).joined().contains("key-55"))
            try terminal.press("Q")
            try await terminal.wait(for: "ended with 0")
        }
        #expect(server.requests.allSatisfy { $0.headers["X-Api-Key"] == "key-55aa66bb77cc" })
    }
}
