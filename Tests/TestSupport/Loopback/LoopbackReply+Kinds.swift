/// Replies that Jaeger, its proxies and strangers give.
extension LoopbackReply {
    /// JSON, called so.
    public static func json(_ text: String, status: Int = 200) -> LoopbackReply {
        LoopbackReply(status: status, headers: ["Content-Type": "application/json"], body: Array(text.utf8))
    }

    /// Plain text, as Go's `http.Error` writes it: proxies, tenancy, and Jaeger's error envelopes.
    public static func text(_ text: String, status: Int = 200) -> LoopbackReply {
        LoopbackReply(
            status: status, headers: ["Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff"],
            body: Array(text.utf8))
    }

    /// A page for browsers: what a wrong address, an old Jaeger's unknown path or a login wall answers.
    public static func html(_ title: String = "Jaeger UI", status: Int = 200) -> LoopbackReply {
        LoopbackReply(
            status: status, headers: ["Content-Type": "text/html; charset=utf-8"],
            body: Array("<!doctype html><html lang=\"en\"><head><title>\(title)</title></head><body></body></html>\n".utf8))
    }

    /// The legacy envelope with an error and no data.
    ///
    /// With status 200 it is called JSON, with any other text/plain, as Jaeger does.
    public static func errors(_ message: String, code: Int, status: Int = 200) -> LoopbackReply {
        let envelope = #"{"data":null,"total":0,"limit":0,"offset":0,"errors":[{"code":\#(code),"msg":\#(quoted(message))}]}"# + "\n"
        return status == 200 ? json(envelope) : text(envelope, status: status)
    }

    /// The legacy envelope with nothing in it: an empty store of old servers, or an unknown service.
    public static let nullData = json(#"{"data":null,"total":0,"limit":0,"offset":0,"errors":null}"#)

    /// A v3 error.
    public static func v3Error(_ message: String, status: Int) -> LoopbackReply {
        text(#"{"error":{"httpCode":\#(status),"message":\#(quoted(message))}}"#, status: status)
    }

    /// A refusal of a proxy, in a word: 401, 403, 404, 500, 502, 503.
    public static func refusal(_ status: Int) -> LoopbackReply {
        var reply = text("\(status) \(LoopbackReply.reason(status))\n", status: status)
        if status == 401 { reply.headers["WWW-Authenticate"] = "Bearer realm=\"tracing\"" }
        return reply
    }

    /// Too many requests; the header's value is seconds or a date, or absent.
    public static func tooMany(retryAfter: String?, status: Int = 429) -> LoopbackReply {
        var reply = refusal(status)
        reply.headers["Retry-After"] = retryAfter
        return reply
    }

    /// Sent elsewhere, to a login page by default.
    public static func redirect(to location: String = "/login?next=%2F", status: Int = 302) -> LoopbackReply {
        var reply = html("Found", status: status)
        reply.headers["Location"] = location
        return reply
    }

    /// What is no HTTP at all: an SSH greeting by default.
    public static func garbage(_ bytes: [UInt8] = Array("SSH-2.0-OpenSSH_9.2p1\r\n".utf8)) -> LoopbackReply {
        var reply = LoopbackReply()
        reply.garbage = bytes
        return reply
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case _ where scalar.value < 32: "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}
