#include "reclaim/run/paid_signer.hpp"

#include "reclaim/run/signature_of.hpp"

namespace burner::reclaim {

burnandclaim::Signed PaidSigner::sign(const burnandclaim::BuiltTransaction& built, const std::stop_token& stop_token) {
    burnandclaim::Signed answer = wallet_->sign(built, stop_token);
    answer.transaction_base64 = signed_by(payer_, answer.transaction_base64);
    return answer;
}

}  // namespace burner::reclaim
