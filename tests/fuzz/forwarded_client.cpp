// Whatever a proxy hands on as X-Forwarded-For: the client is the proxy, or an address that reads the same when
// written.
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "http/trusted_proxies.hpp"
#include "require.hpp"

using namespace burner;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const http::TrustedProxies proxies{
        {*base::parse_ip_network("10.0.0.0/8"), *base::parse_ip_network("fd00::/8")}};
    static const auto proxy = *base::parse_ip_address("10.0.0.1");
    const auto text = base::as_text({data, size});
    const auto half = size / 2;
    const std::vector<http::Header> one{{"X-Forwarded-For", text}};
    const std::vector<http::Header> two{
        {"X-Forwarded-For", text.substr(0, half)}, {"Accept", text}, {"x-forwarded-for", text.substr(half)}};
    for (const auto& headers : {one, two}) {
        const auto client = proxies.client_behind(proxy, headers);
        require(base::parse_ip_address(to_text(client)) == client);
    }
    if (const auto network = base::parse_ip_network(text)) require(network->contains(network->first));
    return 0;
}
