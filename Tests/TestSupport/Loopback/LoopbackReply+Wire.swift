extension LoopbackReply: CustomStringConvertible {
    /// What a failing test should say of it.
    public var description: String {
        "\(garbage == nil ? "\(status)" : "garbage") with \(body.count) bytes, \(framing), \(ending)"
    }
}

/// A reply as bytes.
extension LoopbackReply {
    /// Status line and header, with what framing and connection need.
    func head(keepsAlive: Bool) -> [UInt8] {
        var headers = self.headers
        switch framing {
        case .length(let claimed): headers["Content-Length"] = "\(claimed ?? body.count)"
        case .chunks: headers["Transfer-Encoding"] = "chunked"
        case .untilClose: break
        }
        if !keepsAlive { headers["Connection"] = "close" }
        let lines = ["HTTP/1.1 \(status) \(Self.reason(status))"] + headers.all.map { "\($0.name): \($0.value)" }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// The body with the marks of its framing: all of it, or what precedes a cut, in which case no mark of an end follows.
    func framed(keeping limit: Int? = nil) -> [UInt8] {
        let kept = min(limit ?? body.count, body.count)
        guard case .chunks(let sizes) = framing else { return Array(body.prefix(kept)) }
        var bytes: [UInt8] = []
        var start = 0, index = 0
        while start < body.count, limit == nil || start < kept {
            let size = sizes.isEmpty ? body.count : max(1, sizes[index % sizes.count])
            let end = min(start + size, body.count)
            bytes += Array("\(String(end - start, radix: 16))\r\n".utf8)
            bytes += body[start..<min(end, kept)]
            // The cut lies within this chunk: it promised more than comes.
            guard end <= kept else { return bytes }
            bytes += [13, 10]
            (start, index) = (end, index + 1)
        }
        return limit == nil ? bytes + Array("0\r\n\r\n".utf8) : bytes
    }

    /// What HTTP calls a status.
    static func reason(_ status: Int) -> String {
        let names = [
            200: "OK", 204: "No Content", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
            307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
            404: "Not Found", 405: "Method Not Allowed", 411: "Length Required", 413: "Content Too Large", 429: "Too Many Requests",
            431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway",
            503: "Service Unavailable", 504: "Gateway Timeout",
        ]
        return names[status] ?? "Status"
    }
}
