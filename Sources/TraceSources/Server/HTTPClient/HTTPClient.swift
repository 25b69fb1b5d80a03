import CCurl
import Glibc
import Synchronization
import TraceModel

/// Gets things from one server through the system's libcurl, which is opened when the first client is made.
///
///     let reply = try HTTPClient(address, options).get("/api/services", cancellation: cancellation)
///     while case let count = try reply.stream.read(into: buffer), count > 0 { … }
///
/// A class because its connections go from one request to the next. Threads may ask at the same time.
final class HTTPClient: Sendable {
    let address: ServerAddress
    let options: ServerOptions
    private let idle = Mutex<[HTTPConnections]>([])
    /// Redirects in a row that are followed.
    private static let redirects = 5
    /// Connections that are kept while nobody asks.
    private static let idleConnections = 4

    /// - Throws: ``DiagnosticCode/noHTTPLibrary``, or ``DiagnosticCode/badServerOption`` with which.
    init(_ address: ServerAddress, _ options: ServerOptions = ServerOptions()) throws(InputError) {
        let place = Place(source: address.description)
        if let found = options.firstFault { throw InputError(Diagnostic(.badServerOption, at: place, found: found)) }
        guard cc_is_available() != 0 else { throw InputError(Diagnostic(.noHTTPLibrary, at: place)) }
        self.address = address
        self.options = options
    }

    /// Asks for a path below the server's own.
    ///
    /// - Parameters:
    ///   - path: begins with a slash; encoded, with its query.
    ///   - time: the longest that the whole reply may take, if that is less than the options say.
    /// - Returns: the head of the reply and its body, which is still to come. A status that tells of trouble is a reply too.
    /// - Throws: why there is no reply.
    func get(_ path: String, within time: Duration? = nil, cancellation: Cancellation) throws(InputError) -> HTTPReply {
        var options = options
        if let time { options.patience.wholeReply = min(options.patience.wholeReply, time) }
        var request = HTTPRequest(address: address, target: address.basePath + path, options: options)
        for _ in 0...Self.redirects {
            let transfer = try HTTPTransfer(request, takeConnections(request), cancellation: cancellation) { [weak self] in
                self?.giveBack($0)
            }
            let head = try transfer.awaitHead()
            guard head.isRedirect, let location = head.value(of: "location") else { return try HTTPReply(request, head, transfer) }
            request = try request.redirected(to: location)
        }
        throw request.failure(.redirectedAway, found: "the same place again and again")
    }

    private func takeConnections(_ request: HTTPRequest) throws(InputError) -> HTTPConnections {
        guard let connections = idle.withLock({ $0.popLast() }) ?? HTTPConnections() else {
            throw request.failure(.connectionFailed, found: "no memory")
        }
        return connections
    }

    private func giveBack(_ connections: HTTPConnections) {
        idle.withLock { if $0.count < Self.idleConnections { $0.append(connections) } }
    }
}

extension ServerOptions {
    /// What is wrong with the options before anybody is asked, without any value; nil when nothing is.
    var firstFault: String? {
        if !Self.isName(tenantHeader) { return "the name of the tenant's header" }
        for header in headers {
            guard Self.isName(header.name) else { return "a header's name" }
            guard Self.isValue(header.value) else { return "the value of the header \(header.name) is more than one line" }
        }
        if let bearerToken, !Self.isValue(bearerToken) { return "the bearer token is more than one line" }
        if let tenant, !Self.isValue(tenant) { return "the tenant is more than one line" }
        for file in [caFile, clientCertificate, clientKey] {
            if let file, access(file, R_OK) != 0 { return file + ": " + String(cString: strerror(errno)) }
        }
        return nil
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "!#$%&'*+-.^_`|~".contains($0)) }
    }

    private static func isValue(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 } }
}
