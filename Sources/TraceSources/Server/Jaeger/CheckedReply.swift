import FoundationEssentials
import TraceModel

/// A reply that is one of Jaeger's: its status is good, and its body begins as JSON does.
struct CheckedReply {
    let request: HTTPRequest
    /// The body from its first byte on.
    let stream: any ByteStream
    /// The first bytes of the body, all of them if `isWhole`.
    let head: [UInt8]
    let isWhole: Bool
    /// That the server had to be asked more than once for it, and why.
    let note: Diagnostic?
    private static let headSize = 8192
    private static let errorSize = 1 << 16

    /// - Throws: what the server says instead, as far as it can be told.
    init(_ reply: HTTPReply, note: Diagnostic? = nil) throws(InputError) {
        request = reply.request
        self.note = note
        guard (200..<300).contains(reply.head.status) else {
            let body = (try? reply.body(limit: Self.errorSize)) ?? []
            throw Self.failure(of: request, reply.head, body)
        }
        var head: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.headSize, alignment: 8)
        defer { buffer.deallocate() }
        var isWhole = false
        while head.count < Self.headSize, !isWhole {
            let count = try reply.stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[head.count...]))
            head += buffer[head.count..<head.count + count]
            isWhole = count == 0
        }
        let first = head.first { $0 != 0x20 && $0 != 0x0a && $0 != 0x0d && $0 != 0x09 }
        guard first == 0x7b || first == 0x5b else {
            let kind = Excerpt.isHTML(head) ? "a web page" : head.isEmpty ? "empty" : "no JSON: " + Excerpt.text(head)
            throw request.failure(.notAnAPI, found: kind)
        }
        self.head = head
        self.isWhole = isWhole
        stream = ReplayedStream(head: head, rest: reply.stream)
    }

    /// The whole body, when it is small.
    ///
    /// - Throws: ``DiagnosticCode/replyTooLarge``, or what the stream fails of.
    func body(limit: Int) throws(InputError) -> [UInt8] {
        if isWhole { return head }
        var body: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
        defer { buffer.deallocate() }
        while true {
            let count = try stream.read(into: buffer)
            if count == 0 { return body }
            body += buffer[..<count]
            if body.count > limit { throw request.failure(.replyTooLarge, found: ByteCount.text(limit)) }
        }
    }

    /// A failure of JSON that is no answer: another one's, or one that ends in the middle although nothing else told so.
    func failure(ofForeign body: [UInt8]) -> InputError {
        JSONEnding.isMissing(in: body) ? request.failure(.replyCutShort) : request.failure(.replyNotUnderstood, found: Excerpt.text(body))
    }

    /// A failure that the server tells in a reply whose status is good.
    func failure(status: Int, message: String) -> InputError {
        Self.failure(of: request, status: status, message: message, wait: nil, isOfJaeger: true)
    }

    /// What a reply with a bad status says.
    private static func failure(of request: HTTPRequest, _ head: HTTPHead, _ body: [UInt8]) -> InputError {
        let wait = head.value(of: "retry-after")
        let decoder = JSONDecoder()
        if let fault = (try? decoder.decode(JaegerEnvelope<AnyJSON>.self, from: Data(body)))?.errors?.first {
            return failure(of: request, status: head.status, message: fault.msg ?? "", wait: wait, isOfJaeger: true)
        }
        if let refusal = try? decoder.decode(JaegerV3Refusal.self, from: Data(body)) {
            return failure(of: request, status: head.status, message: refusal.error.message ?? "", wait: wait, isOfJaeger: true)
        }
        let said = Excerpt.isHTML(body) ? "with a web page" : Excerpt.text(body)
        return failure(of: request, status: head.status, message: said.isEmpty ? head.reason : said, wait: wait, isOfJaeger: false)
    }

    private static func failure(of request: HTTPRequest, status: Int, message: String, wait: String?, isOfJaeger: Bool) -> InputError {
        let said = request.withoutSecrets(message)
        let text = said.isEmpty || said.hasPrefix("\(status)") ? said.isEmpty ? "\(status)" : said : "\(status): \(said)"
        let patient = wait.map { text + "; it asks to wait " + ($0.allSatisfy(\.isNumber) ? $0 + " s" : "until " + $0) } ?? text
        switch status {
        case 400 where message.contains("HTTP request to an HTTPS server"):
            return request.failure(.tlsFailed, found: "the server wants one; write https://")
        // As VictoriaTraces tells of a path that it does not know.
        case 400 where !isOfJaeger && message.contains("unsupported path"): return request.failure(.notAnAPI, found: text)
        case 401, 403, 407: return request.failure(.notAuthorised, found: text)
        case 404 where isOfJaeger: return request.failure(.traceNotFound)
        case 404, 405: return request.failure(.notAnAPI, found: text)
        case 429: return request.failure(.tooManyRequests, found: patient)
        case 500...: return request.failure(.serverFailed, found: patient)
        default: return request.failure(.requestRefused, found: text)
        }
    }
}
