import TraceModel

/// Which attributes of a list become an endpoint: their places in the list.
///
/// Only values that an endpoint can hold: text for the service, an address written as one, a port of 1 to 65535.
struct ZipkinEndpoint {
    private var service: Int?
    private var ipv4: Int?
    private var ipv6: Int?
    private var port: Int?

    /// The remote endpoint of a span.
    init(remoteIn attributes: AttributeList, _ keys: ZipkinKeys) {
        for (place, attribute) in attributes.enumerated() {
            switch keys[attribute.keyID] {
            case .peerService: if service == nil, attribute.isNonEmptyString { service = place }
            case .peerIP: takeAddress(attribute, place)
            case .peerPort: if port == nil, attribute.isPort { port = place }
            default: break
            }
        }
    }

    /// The addresses of the local endpoint among a resource's attributes.
    init(localIn attributes: AttributeList, _ keys: ZipkinKeys) {
        for (place, attribute) in attributes.enumerated() {
            switch keys[attribute.keyID] {
            case .hostIP: takeAddress(attribute, place)
            case .hostPort: if port == nil, attribute.isPort { port = place }
            default: break
            }
        }
    }

    var isEmpty: Bool { service == nil && ipv4 == nil && ipv6 == nil && port == nil }

    /// Whether the attribute at a place of the list is part of the endpoint.
    func contains(_ place: Int) -> Bool { place == service || place == ipv4 || place == ipv6 || place == port }

    /// Writes the endpoint object.
    ///
    /// - Parameter name: the service's name, when none of the attributes is it.
    func write(_ attributes: AttributeList, name: String? = nil, into json: inout JSONWriter) {
        json.raw("{")
        var isFirst = true
        if let name {
            json.raw("\"serviceName\":")
            json.string(name)
            isFirst = false
        }
        field("serviceName", service, attributes, &isFirst, &json)
        field("ipv4", ipv4, attributes, &isFirst, &json)
        field("ipv6", ipv6, attributes, &isFirst, &json)
        field("port", port, attributes, &isFirst, &json)
        json.raw("}")
    }

    private func field(
        _ name: StaticString, _ place: Int?, _ attributes: AttributeList, _ isFirst: inout Bool, _ json: inout JSONWriter
    ) {
        guard let place else { return }
        json.raw(isFirst ? "\"" : ",\"")
        json.raw(name)
        json.raw("\":")
        isFirst = false
        if case .int64(let number) = attributes[place].value {
            json.integer(number)
        } else if let text = attributes[place].utf8 {
            json.string(text)
        }
    }

    private mutating func takeAddress(_ attribute: Attribute, _ place: Int) {
        guard attribute.isString, let text = attribute.utf8 else { return }
        if ipv4 == nil, AddressText.isIPv4(text) {
            ipv4 = place
        } else if ipv6 == nil, AddressText.isIPv6(text) {
            ipv6 = place
        }
    }
}

/// Tells internet addresses from other text.
enum AddressText {
    /// Four decimal numbers of up to 255 with dots between them.
    static func isIPv4(_ text: some Sequence<UInt8>) -> Bool {
        var number = 0, digits = 0, dots = 0
        for byte in text {
            switch byte {
            case 0x30...0x39:
                number = number * 10 + Int(byte - 0x30)
                digits += 1
                if digits > 3 || number > 255 { return false }
            case 0x2e where digits > 0:
                dots += 1
                (number, digits) = (0, 0)
            default: return false
            }
        }
        return dots == 3 && digits > 0
    }

    /// Hexadecimal digits with at least two colons among them; an IPv4 address may end it.
    static func isIPv6(_ text: some Collection<UInt8>) -> Bool {
        let isMade = text.allSatisfy { (0x30...0x3a).contains($0) || (0x61...0x66).contains($0 | 0x20) || $0 == 0x2e }
        return isMade && text.count <= 45 && text.lazy.filter { $0 == 0x3a }.count >= 2
    }
}

extension Attribute {
    fileprivate var isNonEmptyString: Bool { isString && utf8?.isEmpty == false }

    fileprivate var isPort: Bool {
        if case .int64(1...65535) = value { return true }
        return false
    }
}
