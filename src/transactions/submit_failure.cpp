#include "transactions/submit_failure.hpp"

namespace burner::transactions {

std::string_view to_text(SubmitCode code) {
    constexpr std::string_view words[] = {"ticket_invalid",      "ticket_expired",     "wallet_mismatch",
                                          "transaction_invalid", "message_mismatch",   "signature_invalid",
                                          "blockhash_expired",   "insufficient_funds", "simulation_failed",
                                          "rpc_unavailable",     "sponsor_budget"};
    return words[static_cast<std::size_t>(code)];
}

}  // namespace burner::transactions
