#include "api/client_address.hpp"

#include <boost/asio/ip/address.hpp>

namespace burner::api {

limits::ClientAddress client_address(std::string_view peer) {
    boost::system::error_code ignored;
    const auto address = boost::asio::ip::make_address(peer, ignored);
    if (address.is_v4()) return limits::ClientAddress::v4(address.to_v4().to_bytes());
    return {address.to_v6().to_bytes()};
}

}  // namespace burner::api
