import Foundation
import TestSupport

// Plays recorded answers of a Jaeger server on this machine, until it is ended: for hands and benchmarks.
//
//     swift run loopback-server ../shared/fixtures/recorded/jaeger-2.19.0 --port 16686
//     spanhound http://127.0.0.1:16686

/// Starts what the arguments ask for.
func server(_ arguments: Arguments) throws -> LoopbackServer {
    let recordings = try Recordings(
        folder: URL(fileURLWithPath: arguments.folder), basePath: arguments.text("--base-path") ?? "/",
        compression: arguments.has("--gzip") ? .whenAccepted : .never)
    let store = try StoredTraces(
        recordings, times: arguments.text("--times") == "asked" ? .asked : .any, family: arguments.has("--newer") ? .newer : .both,
        largest: .max)
    let delay = try arguments.number("--delay"), drip = try arguments.number("--drip")
    let interval = try arguments.number("--every") ?? 10
    return try LoopbackServer(
        host: arguments.has("--ipv6") ? .ipv6 : .ipv4, port: UInt16(clamping: arguments.number("--port") ?? 0), patience: .seconds(3600)
    ) { request in
        guard var reply = store.respond(to: request) else { return nil }
        if let delay { reply = reply.delayed(by: .milliseconds(delay)) }
        if let drip { reply = reply.dripping(drip, every: .milliseconds(interval)) }
        return reply
    }
}

do {
    let arguments = try Arguments(CommandLine.arguments.dropFirst())
    let running = try server(arguments)
    let base = (arguments.text("--base-path") ?? "").split(separator: "/").map { "/" + $0 }.joined()
    print(running.url + base)
    fflush(nil)
    while true { sleep(3600) }
} catch let mistake as Arguments.Mistake {
    FileHandle.standardError.write(Data("\(mistake.message)\n\(Arguments.usage)\n".utf8))
    exit(2)
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
