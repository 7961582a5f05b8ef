#include "json/encode.hpp"

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

namespace burnandclaim {
namespace {

void append_string(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    out += '"';
}

/// A writer of the members of one object; absent values are left out.
class ObjectWriter {
  public:
    explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
    ~ObjectWriter() { out_ += '}'; }
    ObjectWriter(const ObjectWriter&) = delete;
    ObjectWriter& operator=(const ObjectWriter&) = delete;

    void member(std::string_view name, std::string_view text) {
        key(name);
        append_string(out_, text);
    }
    void member(std::string_view name, const std::optional<std::string>& text) {
        if (text) member(name, std::string_view{*text});
    }
    /// Writes a number: fmt chooses the shortest text that reads back as the same value.
    template <class Number>
    void number(std::string_view name, const std::optional<Number>& value) {
        if (!value) return;
        key(name);
        fmt::format_to(std::back_inserter(out_), "{}", *value);
    }
    template <class Element, class Write>
    void array(std::string_view name, const std::vector<Element>& elements, Write write) {
        key(name);
        out_ += '[';
        bool first = true;
        for (const Element& element : elements) {
            if (!first) out_ += ',';
            first = false;
            write(out_, element);
        }
        out_ += ']';
    }

  private:
    void key(std::string_view name) {
        if (!empty_) out_ += ',';
        empty_ = false;
        append_string(out_, name);
        out_ += ':';
    }

    std::string& out_;
    bool empty_ = true;
};

void append_selection(std::string& out, const ItemSelection& item) {
    ObjectWriter object{out};
    object.member("type", std::string_view{item.type});
    object.member("address", std::string_view{item.address});
    object.member("action", std::string_view{item.action});
    object.member("expectedBalance", item.expected_balance);
    object.member("expectedMint", item.expected_mint);
    object.member("acknowledge", item.acknowledge);
}

void append_number(std::string& out, std::uint32_t number) {
    fmt::format_to(std::back_inserter(out), "{}", number);
}

void append_built(std::string& out, const BuiltTransaction& built) {
    ObjectWriter object{out};
    object.member("transactionBase64", std::string_view{built.transaction_base64});
    object.member("submissionTicket", std::string_view{built.submission_ticket});
}

void append_sent(std::string& out, const SentTransaction& sent) {
    ObjectWriter object{out};
    object.member("signature", std::string_view{sent.signature});
    object.member("submissionTicket", std::string_view{sent.submission_ticket});
}

void append_signed(std::string& out, const SignedTransaction& entry) {
    ObjectWriter object{out};
    object.member("transactionBase64", std::string_view{entry.transaction_base64});
    object.member("submissionTicket", std::string_view{entry.submission_ticket});
}

void append_proof(ObjectWriter& object, const WalletProof& proof) {
    object.member("challengeId", std::string_view{proof.challenge_id});
    object.member("signature", std::string_view{proof.signature});
    object.member("signedMessage", proof.signed_message);
    object.member("transactionBase64", proof.transaction_base64);
}

template <class Request>
void append_terms(ObjectWriter& object, const Request& request) {
    if (request.scopes) object.array("scopes", *request.scopes, append_string);
    object.number("ttlSeconds", request.ttl_seconds);
}

bool is_unreserved(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

void append_percent_encoded(std::string& out, std::string_view text, std::string_view kept = "") {
    for (const char c : text) {
        if (is_unreserved(c) || kept.contains(c)) {
            out += c;
        } else {
            fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
        }
    }
}

}  // namespace

std::string encode(const CreateSessionRequest& request) {
    std::string out;
    {
        ObjectWriter object{out};
        object.member("walletAddress", std::string_view{request.wallet_address});
        append_terms(object, request);
        if (request.proof) append_proof(object, *request.proof);
        object.member("dpopJkt", request.dpop_jkt);
    }
    return out;
}

std::string encode(const ChallengeRequest& request) {
    std::string out;
    {
        ObjectWriter object{out};
        object.member("walletAddress", std::string_view{request.wallet_address});
        object.member("domain", std::string_view{request.domain});
        object.member("uri", request.uri);
        object.member("method", std::string_view{request.method});
    }
    return out;
}

std::string encode(const ProveSessionRequest& request) {
    std::string out;
    {
        ObjectWriter object{out};
        append_proof(object, request.proof);
        append_terms(object, request);
        object.member("dpopProof", request.dpop_proof);
    }
    return out;
}

std::string encode(const RevokeSessionsRequest& request) {
    std::string out;
    {
        ObjectWriter object{out};
        object.member("walletAddress", request.wallet_address);
        object.member("issuedBefore", request.issued_before);
    }
    return out;
}

std::string encode(const BuildTransactionsRequest& request) {
    if (request.donation_percentage && !std::isfinite(*request.donation_percentage))
        throw std::invalid_argument("donation_percentage must be a number from 0 to 1");
    std::string out;
    {
        ObjectWriter object{out};
        object.array("items", request.items, append_selection);
        object.number("donationPercentage", request.donation_percentage);
        object.member("priorityFeeLevel", request.priority_fee_level);
        object.number("reserveBytes", request.reserve_bytes);
        if (request.transaction_versions)
            object.array("transactionVersions", *request.transaction_versions, append_number);
        object.member("feePayer", request.fee_payer);
    }
    return out;
}

std::string encode(const SubmitTransactionsRequest& request) {
    std::string out;
    {
        ObjectWriter object{out};
        object.array("signed", request.signed_transactions, append_signed);
        object.member("waitFor", request.wait_for);
    }
    return out;
}

std::string encode(const RefreshTransactionsRequest& request) {
    std::string out;
    ObjectWriter{out}.array("transactions", request.transactions, append_built);
    return out;
}

std::string encode(const ReportTransactionsRequest& request) {
    std::string out;
    ObjectWriter{out}.array("sent", request.sent, append_sent);
    return out;
}

std::string encode_token(std::string_view token) {
    std::string out;
    ObjectWriter{out}.member("token", token);
    return out;
}

std::string encode_error(std::string_view code, std::string_view message) {
    std::string out;
    {
        ObjectWriter object{out};
        object.member("code", code);
        object.member("message", message);
    }
    return out;
}

std::string encode_segment(std::string_view name, std::string_view value) {
    if (value.empty() || value == "." || value == "..")
        throw std::invalid_argument(fmt::format("{} must not be empty or dots", name));
    std::string out;
    append_percent_encoded(out, value);
    return out;
}

std::string encode_query(const std::vector<std::pair<std::string_view, std::optional<std::string>>>& parameters) {
    std::string out;
    for (const auto& [name, value] : parameters) {
        if (!value) continue;
        out.append(out.empty() ? "?" : "&").append(name).append("=");
        append_percent_encoded(out, *value, ",");
    }
    return out;
}

}  // namespace burnandclaim
