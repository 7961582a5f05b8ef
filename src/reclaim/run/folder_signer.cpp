#include "reclaim/run/folder_signer.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ostream>
#include <thread>

#include <fmt/format.h>

#include "base/base64.hpp"
#include "reclaim/run/signature_of.hpp"
#include "reclaim/terminal/terminal_text.hpp"
#include "solana/ed25519.hpp"
#include "solana/transaction.hpp"

namespace burner::reclaim {
namespace {

namespace sdk = burnandclaim;
using std::chrono::steady_clock;

constexpr std::chrono::milliseconds look_interval{250};
constexpr std::chrono::seconds pause_after_failure{2};
/// More than any transaction takes in base64.
constexpr std::size_t max_signed_bytes = 16'384;

std::string content_of(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    std::string content(max_signed_bytes, '\0');
    in.read(content.data(), static_cast<std::streamsize>(content.size()));
    content.resize(static_cast<std::size_t>(in.gcount()));
    std::erase_if(content, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    return content;
}

std::optional<solana::Transaction> transaction_in(const std::string& base64) {
    const auto bytes = base::from_base64(base64);
    if (!bytes) return std::nullopt;
    auto transaction = solana::parse_transaction(*bytes);
    return transaction ? std::optional{*std::move(transaction)} : std::nullopt;
}

/// How long a transaction may wait for its signature.
steady_clock::time_point stale_at(const sdk::BuiltTransaction& built) {
    return steady_clock::now() + sdk::freshness(built, std::chrono::system_clock::now());
}

}  // namespace

FolderSigner::FolderSigner(sdk::BurnerClient& client, std::filesystem::path folder, const solana::Pubkey& wallet,
                           Sleep sleep, std::ostream& text)
    : client_(client), folder_(std::move(folder)), wallet_(wallet), sleep_(std::move(sleep)), text_(text) {
    if (!sleep_) sleep_ = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); };
}

sdk::Signed FolderSigner::sign(const sdk::BuiltTransaction& built, const std::stop_token& stop_token) {
    ++number_;
    Versions versions{built};
    write(built);
    text_ << fmt::format("     Sign {} and put the result, in base64, into {}\n", file("unsigned").string(),
                         file("signed").string())
          << std::flush;
    auto stale = stale_at(built);
    for (;;) {
        if (stop_token.stop_requested()) throw sdk::UserDeclined("you interrupted the run with Ctrl-C");
        if (auto found = read(versions)) {
            std::filesystem::remove(file("unsigned"));
            return *std::move(found);
        }
        if (steady_clock::now() >= stale) {
            const auto fresh = refresh(versions.back(), stop_token);
            stale = fresh ? stale_at(*fresh) : steady_clock::now() + pause_after_failure;
            if (fresh) write(versions.emplace_back(*fresh));
        }
        sleep_(look_interval);
    }
}

std::filesystem::path FolderSigner::file(std::string_view suffix) const {
    return folder_ / fmt::format("{}.{}", number_, suffix);
}

/// Writes beside, then renames: nobody reads a half.
void FolderSigner::write(const sdk::BuiltTransaction& built) const {
    const auto beside = file("unsigned.new");
    std::ofstream out{beside, std::ios::binary};
    out << built.transaction_base64 << '\n' << std::flush;
    if (!out) throw sdk::UserDeclined(fmt::format("{} cannot be written", beside.string()));
    out.close();
    std::filesystem::rename(beside, file("unsigned"));
}

std::optional<sdk::SignedTransaction> FolderSigner::read(const Versions& versions) {
    if (!std::filesystem::exists(file("signed"))) return std::nullopt;
    const std::string content = content_of(file("signed"));
    auto transaction = transaction_in(content);
    const auto is_of = [&](const sdk::BuiltTransaction& built) {
        return transaction && transaction_in(built.transaction_base64)->message == transaction->message;
    };
    const auto version = std::ranges::find_if(versions, is_of);
    if (version != versions.end() &&
        solana::verify(wallet_, solana::serialize(transaction->message), signature_of(*transaction, wallet_)))
        return sdk::SignedTransaction{content, version->submission_ticket};
    if (content != refused_)  // a program that is still writing it is not done
        text_ << fmt::format("     {} is not that transaction, signed by {}. Waiting for another one\n",
                             file("signed").string(), solana::to_base58(wallet_))
              << std::flush;
    refused_ = content;
    return std::nullopt;
}

std::optional<sdk::BuiltTransaction> FolderSigner::refresh(const sdk::BuiltTransaction& stale,
                                                           const std::stop_token& stop_token) const {
    const auto answer = ask_refresh(stale, stop_token);
    if (!answer) return std::nullopt;
    if (!answer->rejected.empty())
        throw sdk::UserDeclined(fmt::format("transaction {} was not signed in time, and cannot be refreshed: {}",
                                            number_, printable(answer->rejected.front().message)));
    const bool is_same =
        answer->transactions.size() == 1 &&
        signing::have_same_instructions(stale.transaction_base64, answer->transactions[0].transaction_base64);
    if (!is_same) throw sdk::UserDeclined(fmt::format("the server refreshed transaction {} as another one", number_));
    return answer->transactions.front();
}

std::optional<sdk::BuildTransactionsResult> FolderSigner::ask_refresh(const sdk::BuiltTransaction& stale,
                                                                      const std::stop_token& stop_token) const {
    try {
        return client_.refresh_transactions(solana::to_base58(wallet_), {{stale}}, {.stop_token = stop_token});
    } catch (const sdk::HttpError& error) {
        if (error.status() == 400)
            throw sdk::UserDeclined(fmt::format("transaction {} was not signed within 10 minutes", number_));
        if (error.status() < 500) throw;
    } catch (const sdk::TransportError&) {  // the next attempt may arrive
    }
    return std::nullopt;
}

}  // namespace burner::reclaim
