import TestSupport
import TraceModel

@testable import TraceSources

/// A client as tests of bad servers use it: what it gets, or what it fails of.
struct ClientUnderTest {
    /// How a request ended.
    enum Ending: Equatable, CustomStringConvertible {
        case body(String)
        case failure(DiagnosticCode, String)

        var description: String {
            switch self {
            case .body(let text): "the body \(text.debugDescription)"
            case .failure(let code, let found): "\(code.rawValue), found \(found.debugDescription)"
            }
        }
    }

    let client: HTTPClient

    init(_ url: String, _ change: (inout ServerOptions) -> Void = { _ in }) throws {
        var options = ServerOptions()
        // A watchdog: nothing here takes as long, unless it hangs.
        options.patience = ServerPatience(.seconds(60))
        change(&options)
        client = try HTTPClient(ServerAddress(url), options)
    }

    /// A client of a server that answers everything with one reply.
    static func ending(of reply: LoopbackReply, _ change: (inout ServerOptions) -> Void = { _ in }) throws -> Ending {
        let server = try LoopbackServer { _ in reply }
        return try ClientUnderTest(server.url, change).ending()
    }

    /// The body of a reply, as text.
    func body(_ path: String = "/x") throws(InputError) -> String {
        String(decoding: try client.get(path, cancellation: Cancellation()).body(limit: 1 << 24), as: UTF8.self)
    }

    /// What becomes of a request.
    func ending(_ path: String = "/x", cancellation: Cancellation = Cancellation()) -> Ending {
        do throws(InputError) {
            let body = try client.get(path, cancellation: cancellation).body(limit: 1 << 24)
            return .body(String(decoding: body, as: UTF8.self))
        } catch {
            return .failure(error.diagnostic.code, error.diagnostic.found)
        }
    }
}
