#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace burner::transactions {

/// The reason why a signed transaction was not sent (docs/openapi.yaml, `SubmitErrorCode`).
enum class SubmitCode : std::uint8_t {
    ticket_invalid,
    ticket_expired,
    wallet_mismatch,
    transaction_invalid,
    message_mismatch,
    signature_invalid,
    blockhash_expired,
    insufficient_funds,
    simulation_failed,
    rpc_unavailable,
    sponsor_budget,
};

std::string_view to_text(SubmitCode code);

struct SubmitFailure {
    SubmitCode code = SubmitCode::ticket_invalid;
    std::string message;

    bool operator==(const SubmitFailure&) const = default;
};

}  // namespace burner::transactions
