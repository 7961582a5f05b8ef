#include "reclaim/run/keypair_signer.hpp"

#include "reclaim/run/signature_of.hpp"

namespace burner::reclaim {

burnandclaim::Signed KeypairSigner::sign(const burnandclaim::BuiltTransaction& built, const std::stop_token&) {
    return signed_by(keypair_, built.transaction_base64);
}

}  // namespace burner::reclaim
