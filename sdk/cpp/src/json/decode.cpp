#include "json/decode.hpp"

#include "json/encode.hpp"
#include "json/json_read.hpp"

namespace burnandclaim {

static void read(JsonValue value, Session& out) {
    read_object(value, required("token", out.token), required("expiresAt", out.expires_at),
                required("scopes", out.scopes), required("sessionId", out.session_id),
                required("walletAddress", out.wallet_address));
}

static void read(JsonValue value, SignInInput& out) {
    read_object(value, required("domain", out.domain), required("address", out.address),
                required("statement", out.statement), optional("uri", out.uri), required("version", out.version),
                required("nonce", out.nonce), required("issuedAt", out.issued_at),
                required("expirationTime", out.expiration_time));
}

static void read(JsonValue value, Challenge& out) {
    read_object(value, required("challengeId", out.challenge_id), required("nonce", out.nonce),
                required("message", out.message), required("input", out.input),
                optional("transactionBase64", out.transaction_base64), required("expiresAt", out.expires_at));
}

static void read(JsonValue value, RevokeSessionsResult& out) {
    read_object(value, required("revoked", out.revoked));
}

static void read(JsonValue value, Confirmation& out) {
    read_object(value, required("jkt", out.jkt));
}

static void read(JsonValue value, SessionIntrospection& out) {
    read_object(value, required("active", out.active), optional("token_type", out.token_type),
                optional("scope", out.scope), optional("iss", out.iss), optional("aud", out.aud),
                optional("sub", out.sub), optional("iat", out.iat), optional("exp", out.exp), optional("jti", out.jti),
                optional("amr", out.amr), optional("cnf", out.cnf));
}

static void read(JsonValue value, Blocked& out) {
    read_object(value, required("code", out.code), required("message", out.message));
}

static void read(JsonValue value, Collection& out) {
    read_object(value, required("address", out.address), required("name", out.name));
}

static void read(JsonValue value, LeftBehind& out) {
    read_object(value, required("lamports", out.lamports), required("message", out.message));
}

static void read(JsonValue value, WalletItem& out) {
    read_object(value, required("type", out.type), required("address", out.address), required("name", out.name),
                required("isFrozen", out.is_frozen), required("actions", out.actions),
                required("reclaimableLamports", out.reclaimable_lamports),
                optional("excessLamports", out.excess_lamports), optional("blocked", out.blocked),
                optional("tokenProgram", out.token_program), optional("mint", out.mint), optional("symbol", out.symbol),
                optional("lamports", out.lamports), optional("imageUri", out.image_uri),
                optional("decimals", out.decimals), optional("balance", out.balance),
                optional_digits("uiBalance", out.ui_balance), optional("usdValue", out.usd_value),
                optional("priceState", out.price_state), optional("metadataUri", out.metadata_uri),
                optional("collection", out.collection), optional("leftBehind", out.left_behind));
}

static void read(JsonValue value, ItemCounts& out) {
    read_object(value, required("empty_account", out.empty_account), required("token", out.token),
                required("nft", out.nft), required("fungible_asset", out.fungible_asset),
                required("zk_compressed_token", out.zk_compressed_token), required("cnft", out.cnft));
}

static void read(JsonValue value, SourceWarning& out) {
    read_object(value, required("code", out.code), required("source", out.source), required("message", out.message));
}

static void read(JsonValue value, WalletAssets& out) {
    read_object(value, required("walletAddress", out.wallet_address), required("items", out.items),
                required("counts", out.counts), required("asOfSlot", out.as_of_slot),
                required("reclaimableLamports", out.reclaimable_lamports), required("warnings", out.warnings),
                optional("walletLamports", out.wallet_lamports), optional("neededLamports", out.needed_lamports),
                optional("sponsored", out.sponsored));
}

static void read(JsonValue value, WalletAssetsChunk& out) {
    read_object(value, required("walletAddress", out.wallet_address), required("items", out.items),
                required("chunkIndex", out.chunk_index), required("complete", out.complete),
                required("counts", out.counts), optional("asOfSlot", out.as_of_slot),
                optional("reclaimableLamports", out.reclaimable_lamports), optional("warnings", out.warnings),
                optional("walletLamports", out.wallet_lamports), optional("neededLamports", out.needed_lamports),
                optional("sponsored", out.sponsored));
}

static void read(JsonValue value, Selection& out) {
    read_object(value, required("type", out.type), required("address", out.address), required("action", out.action));
}

static void read(JsonValue value, InstructionSummary& out) {
    read_object(value, required("programId", out.program_id), required("kind", out.kind), required("text", out.text),
                optional("account", out.account), optional("mint", out.mint), optional("asset", out.asset),
                optional("tree", out.tree), optional("destination", out.destination), optional("amount", out.amount),
                optional("lamports", out.lamports), optional("units", out.units),
                optional("microLamports", out.micro_lamports));
}

static void read(JsonValue value, BuiltTransaction& out) {
    read_object(value, required("transactionBase64", out.transaction_base64), optional("version", out.version),
                required("includes", out.includes), required("grossRebate", out.gross_rebate),
                required("donationAmount", out.donation_amount), optional("donationBase", out.donation_base),
                required("netRebate", out.net_rebate), required("computeUnitsNeeded", out.compute_units_needed),
                required("submissionTicket", out.submission_ticket), required("networkFee", out.network_fee),
                optional("feePayer", out.fee_payer), required("lastValidBlockHeight", out.last_valid_block_height),
                required("expiresAt", out.expires_at), required("instructions", out.instructions));
}

static void read(JsonValue value, RejectedItem& out) {
    read_object(value, required("type", out.type), required("address", out.address), required("action", out.action),
                required("code", out.code), required("message", out.message));
}

static void read(JsonValue value, BuildTotals& out) {
    read_object(value, required("grossRebate", out.gross_rebate), required("donationAmount", out.donation_amount),
                required("netRebate", out.net_rebate), required("networkFee", out.network_fee));
}

static void read(JsonValue value, BuildTransactionsResult& out) {
    read_object(value, required("transactions", out.transactions), required("rejected", out.rejected),
                required("totals", out.totals), optional("walletLamports", out.wallet_lamports),
                optional("neededLamports", out.needed_lamports));
}

static void read(JsonValue value, SubmitError& out) {
    read_object(value, required("code", out.code), required("message", out.message));
}

static void read(JsonValue value, SubmissionResult& out) {
    read_object(value, required("signature", out.signature), required("status", out.status),
                required("includes", out.includes), optional("simulated", out.simulated), optional("slot", out.slot),
                optional("error", out.error));
}

static void read(JsonValue value, SubmitTransactionsResult& out) {
    read_object(value, required("results", out.results));
}

static void read(JsonValue value, ReportedTransaction& out) {
    read_object(value, required("signature", out.signature), required("status", out.status),
                required("includes", out.includes), optional("slot", out.slot), optional("duplicate", out.duplicate),
                optional("simulated", out.simulated), optional("error", out.error));
}

static void read(JsonValue value, ReportTransactionsResult& out) {
    read_object(value, required("results", out.results));
}

static void read(JsonValue value, Submission& out) {
    read_object(value, required("signature", out.signature), required("status", out.status), required("slot", out.slot),
                required("includes", out.includes), required("netRebate", out.net_rebate),
                optional("error", out.error));
}

static void read(JsonValue value, Stats& out) {
    read_object(value, required("wallets", out.wallets), required("transactions", out.transactions),
                required("itemsBurned", out.items_burned), required("accountsClosed", out.accounts_closed),
                required("lamportsReclaimed", out.lamports_reclaimed),
                required("lamportsDonated", out.lamports_donated));
}

static void read(JsonValue value, LeaderboardEntry& out) {
    read_object(value, required("rank", out.rank), required("walletAddress", out.wallet_address),
                required("lamportsReclaimed", out.lamports_reclaimed), required("items", out.items));
}

static void read(JsonValue value, Leaderboard& out) {
    read_object(value, required("period", out.period), required("entries", out.entries));
}

namespace {

/// What an error frame holds; `retryAfter` in seconds, with 429.
struct FrameError {
    std::optional<std::uint64_t> status;
    std::optional<std::uint64_t> retry_after;
    std::string code;
    std::string message;
    std::string request_id;
};

struct ErrorFrame {
    std::optional<FrameError> error;
};

void read(JsonValue value, FrameError& out) {
    read_object(value, optional("statusCode", out.status), optional("retryAfter", out.retry_after),
                optional("code", out.code), optional("message", out.message), optional("requestId", out.request_id));
}

void read(JsonValue value, ErrorFrame& out) {
    read_object(value, optional("error", out.error));
}

}  // namespace

static void read(JsonValue value, ErrorAnswer& out) {
    read_object(value, optional("message", out.message), optional("code", out.code),
                optional("requestId", out.request_id));
}

namespace {

template <class T>
T decode(std::string_view body) {
    const simdjson::padded_string padded{body};
    thread_local simdjson::ondemand::parser parser;
    T out;
    try {
        simdjson::ondemand::document document = parser.iterate(padded);
        read(document.get_value().value(), out);
        if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) refuse("something follows the value");
    } catch (const simdjson::simdjson_error& error) {
        refuse(simdjson::error_message(error.error()));
    }
    return out;
}

}  // namespace

Session decode_session(std::string_view body) {
    return decode<Session>(body);
}

Challenge decode_challenge(std::string_view body) {
    return decode<Challenge>(body);
}

RevokeSessionsResult decode_revoked(std::string_view body) {
    return decode<RevokeSessionsResult>(body);
}

SessionIntrospection decode_introspection(std::string_view body) {
    return decode<SessionIntrospection>(body);
}

WalletAssets decode_assets(std::string_view body) {
    return decode<WalletAssets>(body);
}

BuildTransactionsResult decode_built(std::string_view body) {
    return decode<BuildTransactionsResult>(body);
}

SubmitTransactionsResult decode_submitted(std::string_view body) {
    return decode<SubmitTransactionsResult>(body);
}

ReportTransactionsResult decode_reported(std::string_view body) {
    return decode<ReportTransactionsResult>(body);
}

Submission decode_submission(std::string_view body) {
    return decode<Submission>(body);
}

Stats decode_stats(std::string_view body) {
    return decode<Stats>(body);
}

Leaderboard decode_leaderboard(std::string_view body) {
    return decode<Leaderboard>(body);
}

WalletAssetsChunk decode_chunk(std::string_view frame) {
    return decode<WalletAssetsChunk>(frame);
}

std::optional<HttpAnswer> decode_failure(std::string_view frame) {
    if (!frame.contains(R"("statusCode")")) return std::nullopt;  // spares most frames a second reading
    try {
        const auto error = decode<ErrorFrame>(frame).error;
        if (!error || !error->status || *error->status < 400 || *error->status > 599) return std::nullopt;
        const std::string wait = error->retry_after ? std::to_string(*error->retry_after) : std::string{};
        return HttpAnswer{static_cast<int>(*error->status), encode_error(error->code, error->message), wait,
                          error->request_id};
    } catch (const AnswerError&) {
        return std::nullopt;
    }
}

ErrorAnswer decode_error(std::string_view body) {
    try {
        return decode<ErrorAnswer>(body);
    } catch (const AnswerError&) {
        return {};
    }
}

}  // namespace burnandclaim
