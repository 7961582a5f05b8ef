#include "access/possession.hpp"

namespace burner::access {

Possession::Possession(std::string public_url, const base::Clock& clock)
    : public_url_(std::move(public_url)), clock_(clock) {}

base::Result<void> Possession::can_bind() const {
    if (public_url_.empty())
        return base::fail(base::ErrorCode::invalid_request,
                          "Sessions cannot be bound to a key: the server's setting server.public_url is missing");
    if (!is_understood_.load(std::memory_order_relaxed))
        return base::fail(base::ErrorCode::overloaded, "A node is too old for sessions that are bound to a key");
    return {};
}

base::Result<std::string> Possession::check(const PossessionRequest& request) {
    const std::string url = public_url_ + std::string{request.path};
    auto proof = check_dpop_proof(request.proof, {request.method, url, request.token}, clock_.now());
    if (!proof) return std::unexpected(std::move(proof.error()));
    switch (used_.use(request.key_id, *proof, clock_.steady())) {
        case UsedDpopIds::Use::first: return std::move(proof->thumbprint);
        case UsedDpopIds::Use::too_many:
            return base::fail(base::ErrorCode::rate_limited, "Too many DPoP proofs in two minutes");
        case UsedDpopIds::Use::again: break;
    }
    return base::fail(base::ErrorCode::dpop_invalid, "Invalid DPoP proof: it was used before");
}

}  // namespace burner::access
