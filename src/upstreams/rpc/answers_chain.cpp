#include "upstreams/reading/answer_reading.hpp"
#include "upstreams/rpc/answers.hpp"

namespace burner::upstreams {

namespace {

bool read_blockhash(ondemand::value json, solana::Blockhash& out) {
    solana::Pubkey bytes;
    const bool ok = read_pubkey(json, bytes);
    out.bytes = bytes.bytes;
    return ok;
}

bool read_latest_blockhash(ondemand::value json, solana::LatestBlockhash& out) {
    return read_object(json, required("blockhash", read_blockhash, out.blockhash),
                       required("lastValidBlockHeight", read_number, out.last_valid_block_height));
}

bool read_fee(ondemand::value json, solana::PrioritizationFee& out) {
    return read_object(json, required("slot", read_number, out.slot),
                       required("prioritizationFee", read_number, out.micro_lamports));
}

}  // namespace

Reply<solana::LatestBlockhash> AnswerReader::latest_blockhash(std::string& body, std::uint64_t id) {
    return read<solana::LatestBlockhash>(body, id, [](ondemand::value result, solana::LatestBlockhash& out) {
        return read_at_slot(result, out.slot, read_latest_blockhash, out);
    });
}

Reply<solana::BlockHeight> AnswerReader::block_height(std::string& body, std::uint64_t id) {
    return read<solana::BlockHeight>(body, id, &read_number);
}

Reply<std::vector<solana::PrioritizationFee>> AnswerReader::prioritization_fees(std::string& body, std::uint64_t id) {
    using Fees = std::vector<solana::PrioritizationFee>;
    return read<Fees>(body, id, [](ondemand::value result, Fees& out) {
        return for_each_element(result, [&](ondemand::value fee) { return read_fee(fee, out.emplace_back()); });
    });
}

Reply<std::string> AnswerReader::genesis_hash(std::string& body, std::uint64_t id) {
    return read<std::string>(body, id, [](ondemand::value result, std::string& out) {
        std::string_view text;
        if (!read_text(result, text)) return false;
        out = text;
        return solana::pubkey_from_base58(text).has_value();
    });
}

}  // namespace burner::upstreams
