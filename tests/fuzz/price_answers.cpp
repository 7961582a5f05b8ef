#include "upstreams/prices/price_answers.hpp"

#include "require.hpp"

/// Whatever is taken for a price gives a value that a client takes, or none.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static burner::upstreams::PriceAnswerReader reader;
    std::string body(data, data + size);
    const auto answer = reader.prices(body);
    if (!answer) return 0;
    for (const auto& [mint, price] : answer->prices) {
        if (!price) continue;
        require(price->digits > 0);
        const auto value = burner::base::usd_value(mint.bytes[0], mint.bytes[1], *price);
        require(!value || (!value->empty() && value->find_first_not_of("0123456789.") == std::string::npos));
    }
    return 0;
}
