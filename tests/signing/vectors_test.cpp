// tests/vectors/signing: what the check of the TypeScript SDK reads as well.

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "signing/lie.hpp"
#include "simdjson.h"

namespace burner::signing {
namespace {

using simdjson::dom::element;

const char* const folder = "tests/vectors/signing";

std::string text(element json) {
    return std::string{json.get_string().value()};
}

/// Calls `read` with the member where there is one.
template <class Read>
void with(element json, const char* name, Read read) {
    if (const auto member = json[name]; member.error() == simdjson::SUCCESS) read(member.value_unsafe());
}

template <class T>
void take(element json, const char* name, std::optional<T>& out) {
    with(json, name, [&](element member) {
        if constexpr (std::is_same_v<T, std::string>) {
            out = text(member);
        } else {
            out = static_cast<T>(member.get_uint64().value());
        }
    });
}

Options options_of(element json) {
    Options options{.wallet = text(json["wallet"])};
    take(json, "donationTo", options.donation_to);
    take(json, "maxDonationLamports", options.max_donation_lamports);
    take(json, "maxFeeLamports", options.max_fee_lamports);
    take(json, "feePayer", options.fee_payer);
    with(json, "blocked", [&](element blocked) {
        options.blocked.emplace();
        for (const auto members = blocked.get_object().value(); const auto [address, code] : members)
            options.blocked->emplace(std::string{address}, text(code));
    });
    with(json, "positions", [&](element positions) {
        std::set<std::string> mints;
        for (const element mint : positions) mints.insert(text(mint));
        options.is_position = [mints](const std::string& mint) { return mints.contains(mint); };
    });
    return options;
}

RequestedItem item_of(element json) {
    RequestedItem item{text(json["type"]), text(json["address"]), text(json["action"])};
    take(json, "expectedBalance", item.expected_balance);
    take(json, "expectedMint", item.expected_mint);
    take(json, "acknowledge", item.acknowledge);
    return item;
}

Request request_of(element json) {
    Request request;
    for (const element item : json["items"]) request.items.push_back(item_of(item));
    with(json, "donationPercentage",
         [&](element number) { request.donation_percentage = number.get_double().value(); });
    take(json, "priorityFeeLevel", request.priority_fee_level);
    take(json, "feePayer", request.fee_payer);
    return request;
}

std::vector<Built> answer_of(element json) {
    std::vector<Built> answer;
    for (const element transaction : json["transactions"]) {
        Built& built = answer.emplace_back(text(transaction["transactionBase64"]));
        for (const element include : transaction["includes"])
            built.includes.push_back({text(include["type"]), text(include["address"]), text(include["action"])});
    }
    return answer;
}

void expect_address(element json, const std::string& address) {
    EXPECT_EQ(text(json["address"]), address);
}

void expect_burned(element json, const Burned& burned) {
    expect_address(json, burned.address);
    std::optional<std::string> mint, amount;
    std::optional<std::uint8_t> decimals;
    take(json, "mint", mint);
    take(json, "decimals", decimals);
    with(json, "amount", [&](element number) {
        amount = number.is_string() ? text(number) : std::to_string(number.get_uint64().value());
    });
    EXPECT_EQ(mint, burned.mint);
    EXPECT_EQ(amount, burned.amount ? std::optional{std::to_string(*burned.amount)} : std::nullopt);
    EXPECT_EQ(decimals, burned.decimals);
}

template <class T, class Expect>
void expect_each(element json, const std::vector<T>& found, Expect expect) {
    const auto expected = json.get_array().value();
    ASSERT_EQ(expected.size(), found.size());
    std::size_t i = 0;
    for (const element one : expected) expect(one, found[i++]);
}

void expect_verified(element json, const VerifiedTransaction& found) {
    EXPECT_EQ(text(json["sentence"]), found.sentence);
    const auto by_address = [](element one, const auto& account) { expect_address(one, account.address); };
    expect_each(json["closed"], found.closed, by_address);
    expect_each(json["withdrawn"], found.withdrawn, by_address);
    expect_each(json["burned"], found.burned, expect_burned);
    bool has_donation = false;
    with(json, "donation", [&](element donation) {
        has_donation = true;
        EXPECT_EQ(text(donation["to"]), found.donation.value_or(Donation{}).to);
        EXPECT_EQ(donation["lamports"].get_uint64().value(), found.donation.value_or(Donation{}).lamports);
    });
    EXPECT_EQ(has_donation, found.donation.has_value());
    std::optional<std::string> fee_payer;
    std::optional<std::uint64_t> repayment;
    take(json, "feePayer", fee_payer);
    take(json, "repayment", repayment);
    EXPECT_EQ(fee_payer, found.fee_payer);
    EXPECT_EQ(repayment, found.repayment);
    EXPECT_EQ(json["priorityFee"].get_uint64().value(), found.priority_fee);
    EXPECT_EQ(json["networkFee"].get_uint64().value(), found.network_fee);
    EXPECT_EQ(json["positionsChecked"].get_bool().value(), found.positions_checked);
}

void expect_signed(element step, const Verdict& verdict) {
    const auto found = signed_of(verdict);
    expect_each(step["says"], found, [](element sentence, const VerifiedTransaction& transaction) {
        EXPECT_EQ(text(sentence), transaction.sentence);
    });
    with(step, "verified", [&](element verified) { expect_each(verified, found, expect_verified); });
}

void expect_refused(element step, const Verdict& verdict) {
    EXPECT_EQ(rule_of(verdict), text(step["rule"]));
    std::optional<std::size_t> transaction;
    take(step, "transaction", transaction);
    if (const auto* refusal = std::get_if<Refusal>(&verdict)) EXPECT_EQ(refusal->transaction, transaction);
}

/// The number of times that each verdict was expected.
using Counts = std::map<std::string, int>;

void run_case(element json, Counts& counts) {
    SCOPED_TRACE(text(json["name"]));
    SigningCheck check{options_of(json["options"])};
    for (const element step : json["steps"]) {
        const Verdict verdict = check.verify(request_of(step["request"]), answer_of(step["built"]));
        const bool is_signed = text(step["verdict"]) == "signed";
        is_signed ? expect_signed(step, verdict) : expect_refused(step, verdict);
        ++counts[is_signed ? "signed" : text(step["rule"])];
    }
}

TEST(SigningVectors, AreJudgedAsWritten) {
    Counts counts;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        SCOPED_TRACE(file.path().filename().string());
        simdjson::dom::parser parser;
        for (const element json : parser.load(file.path().string())["cases"]) run_case(json, counts);
    }
    const std::string_view rules[] = {
        rule::undecodable,     rule::version,        rule::payer,         rule::signers,
        rule::lookup_table,    rule::unused_key,     rule::nonce,         rule::unknown_instruction,
        rule::compute_budget,  rule::unknown_action, rule::not_requested, rule::authority,
        rule::destination,     rule::twice,          rule::order,         rule::mint,
        rule::amount,          rule::incomplete,     rule::includes,      rule::donation_wallet,
        rule::donation_amount, rule::donation_total, rule::fee,           rule::fee_total,
        rule::blocked,         rule::position,       rule::liquidity,     rule::stopped};
    for (const std::string_view rule : rules) EXPECT_GT(counts[std::string{rule}], 0) << rule << " has no vector";
    EXPECT_GT(counts["signed"], 100);
}

}  // namespace
}  // namespace burner::signing
