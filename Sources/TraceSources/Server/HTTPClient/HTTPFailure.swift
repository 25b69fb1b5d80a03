import CCurl
import Glibc
import TraceModel

/// How a transfer failed, in libcurl's and OpenSSL's terms, and what that means.
struct HTTPFailure {
    let code: Int
    /// What libcurl says of it.
    let text: String
    /// OpenSSL's verdict on the certificate; 0 for none.
    let certificate: Int
    /// `errno` of the connection.
    let system: Int32
    /// Whether the reply had begun.
    let hasHead: Bool
    /// Whether the connection was used for the first time.
    let isFirst: Bool

    /// The kind of failure, and what is known besides.
    func fact(about address: ServerAddress) -> (DiagnosticCode, found: String) {
        switch code {
        case CC_BAD_URL: (.badServerAddress, address.description)
        case CC_NO_HOST_NAME: (.nameNotResolved, address.host)
        case CC_NO_PROXY_NAME: (.nameNotResolved, "the proxy of your environment")
        case CC_NO_CONNECTION where system == ECONNREFUSED: (.connectionRefused, "")
        case CC_NO_CONNECTION: (.connectionFailed, system == 0 ? text : String(cString: strerror(system)))
        case CC_TIMED_OUT: (.timedOut, "a connection")
        case CC_NOT_SUPPORTED, CC_NO_HTTP: (.notAnAPI, address.isSecure ? "no HTTP" : "no HTTP; the port may want https://")
        case CC_NO_MEMORY: (.connectionFailed, "no memory")
        case CC_CUT_SHORT: (.replyCutShort, "")
        case CC_TLS_CLIENT_CERT: (.tlsFailed, "the client certificate or its key cannot be used")
        case CC_TLS_CA_FILE, CC_TLS_ISSUER: (.tlsFailed, "the certificates to trust cannot be read")
        case CC_TLS_CLIENT_CERT_WANTED: (.tlsFailed, Self.certificateWanted)
        case CC_TLS_NOT_TRUSTED: (.tlsFailed, distrust)
        case CC_TLS_HANDSHAKE, CC_TLS_CIPHER: (.tlsFailed, handshake)
        case CC_NOT_RECEIVED where text.contains("alert"): (.tlsFailed, handshake)
        case CC_NOTHING_CAME, CC_NOT_SENT, CC_NOT_RECEIVED, CC_HTTP_2_BROKEN, CC_HTTP_2_STREAM:
            hasHead ? (.replyCutShort, "") : (.connectionLost, isFirst ? Self.suspicion(address) : "")
        default: hasHead ? (.replyCutShort, "") : (.connectionFailed, text)
        }
    }

    private static let stranger = "the server does not trust the client certificate"
    private static let certificateWanted = "the server wants a client certificate; pass --client-cert and --client-key"

    /// Why a server that never answered may have hung up: one that wants TLS does so on whoever comes without, and one that wants a
    /// certificate has often gone before its reason was read.
    private static func suspicion(_ address: ServerAddress) -> String {
        address.isSecure ? "the server may want a client certificate" : "the port may want https://"
    }

    /// Why the server's certificate is not trusted, by OpenSSL's numbers (X509_V_ERR_…).
    private var distrust: String {
        switch certificate {
        case 9: "its certificate is not valid yet"
        case 10: "its certificate has expired"
        case 18, 19: "its certificate is self-signed; pass --ca-file, or --insecure"
        case 2, 20, 21: "its certificate comes from nobody we trust; pass --ca-file"
        case 23: "its certificate was revoked"
        default: text.contains("match") ? "its certificate is for another name" : text
        }
    }

    /// What went wrong before there was a secure connection.
    private var handshake: String {
        let said = text.lowercased()
        if said.contains("unknown ca") { return Self.stranger }
        if ["wrong version number", "packet length too long", "http request", "record layer failure"].contains(where: said.contains) {
            return "the server does not speak TLS on this port; write http://"
        }
        if said.contains("certificate required") || said.contains("alert handshake failure") || said.contains("alert bad certificate") {
            return Self.certificateWanted
        }
        if said.contains("unexpected eof") || said.contains("ssl_error_syscall") || said.contains("reset") {
            return "the server closed the connection"
        }
        return text
    }
}
