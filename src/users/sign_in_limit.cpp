#include "users/sign_in_limit.hpp"

#include <algorithm>

#include "base/hash.hpp"

namespace burner::users {

namespace {

/// Makes an address of an account, of which AddressLimit counts the first 64 bits.
base::IpAddress address_of(std::string_view email) {
    const auto hash = base::sha256(base::as_bytes(email));
    base::IpAddress address;
    std::copy_n(hash.begin(), address.bytes.size(), address.bytes.begin());
    return address;
}

}  // namespace

std::optional<std::chrono::seconds> SignInLimit::blocked(std::string_view email, const base::IpAddress& from,
                                                         base::SteadyTime now) {
    return std::max(addresses_.blocked(from, now), accounts_.blocked(address_of(email), now));
}

void SignInLimit::count_failure(std::string_view email, const base::IpAddress& from, base::SteadyTime now) {
    addresses_.count(from, now);
    accounts_.count(address_of(email), now);
}

}  // namespace burner::users
