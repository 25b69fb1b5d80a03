/// Who buys, and with what.
struct Customer {
    let id: String
    let name: String
    let email: String
    let city: String
    let address: String
    let userAgent: String
    let session: String

    /// What the customer pays with; half of all cards are Visa's.
    var card: Card {
        switch session.last?.hexDigitValue ?? 0 {
        case 0..<8: .visa
        case 8..<14: .mastercard
        default: .amex
        }
    }

    /// Any customer.
    init(_ random: inout Random) {
        let number = random.within(100...89_999)
        let first = random.pick(Self.names)
        id = "user\(number)"
        name = first
        email = "user\(number)@example.com"
        city = random.pick(Self.cities)
        address = "203.0.113.\(random.within(1...254))"
        userAgent = random.pick(Self.agents)
        session = random.hex(16)
    }

    private static let names = [
        "Zoë Lindqvist", "José Núñez", "Anna Kowalska", "Thomas O'Brien", "山田 花子", "Søren Ångström", "Priya Raman", "Günther Weiß",
        "Елена Орлова",
        "Marie-Claire Lefèvre", "Ayşe Yılmaz", "John Smith",
    ]
    private static let cities = ["Zürich", "Kraków", "São Paulo", "Berlin", "東京", "Málaga", "Reykjavík", "Lyon", "Boston", "København"]
    private static let agents = [
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
        "ShopApp/8.4.1 (Android 16; sdk:36; Pixel 10) okhttp/5.3.0",
    ]
}

/// A brand of cards.
enum Card: String {
    case visa, mastercard, amex
}

/// What is bought: a few products, some of them twice.
struct Order {
    struct Item {
        let sku: String
        let name: String
        let quantity: Int
        let cents: Int
    }

    let id: String
    let items: [Item]
    let currency: String
    let requestID: String

    /// Any order.
    init(_ random: inout Random) {
        id = "order\(random.within(100_000...999_999))"
        let count = random.chance(0.5) ? 1 + random.within(0...1) : random.within(2...5)
        var items: [Item] = []
        for _ in 0..<count {
            let product = random.within(0...Self.products.count - 1)
            let cents = 299 + product * product * 137 % 18_000
            items.append(
                Item(
                    sku: "SKU-\(4_000 + product * 37)", name: Self.products[product],
                    quantity: random.chance(0.8) ? 1 : random.within(2...4),
                    cents: cents))
        }
        self.items = items
        currency = random.pick(["EUR", "EUR", "EUR", "CHF", "PLN", "GBP"])
        requestID = "r-\(random.hex(16))"
    }

    /// What it costs, in hundredths.
    var cents: Int { items.reduce(0) { $0 + $1.cents * $1.quantity } }
    /// What it costs.
    var total: Double { Double(cents) / 100 }

    private static let products = [
        "Espresso cup", "Crème brûlée torch", "Garden gnome \"Gustav\"", "カメラ strap", "USB-C cable, 2 m", "Wool socks <extra warm>",
        "Rösti pan",
        "Desk lamp", "Notebook A5 & pen", "Jalapeño seeds", "Bicycle bell", "Tea ☕ sampler", "Hiking map 1:25\u{202f}000", "Piñata",
        "Phone case",
        "Rain jacket", "Chess set", "Smørrebrød board",
    ]
}
