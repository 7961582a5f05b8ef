#include "users/password.hpp"

#include <algorithm>
#include <array>
#include <new>
#include <set>

#include <sodium.h>

#include "base/random.hpp"

namespace burner::users {

namespace {

constexpr std::size_t min_characters = 15;
constexpr std::size_t max_characters = 128;
constexpr unsigned long long passes = 3;
constexpr std::size_t memory_bytes = 64u << 20;

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::size_t count_characters(std::string_view text) {
    const auto begins_one = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return static_cast<std::size_t>(std::ranges::count_if(text, begins_one));
}

/// Tells whether a text is a shorter one over and over, the last time perhaps in part.
bool is_repetition(std::string_view text) {
    for (std::size_t period = 1; period <= text.size() / 2; ++period) {
        if (text.substr(period) == text.substr(0, text.size() - period)) return true;
    }
    return false;
}

bool is_row(std::string_view text) {
    constexpr std::array<std::string_view, 4> rows{"01234567890123456789", "abcdefghijklmnopqrstuvwxyz0123456789",
                                                   "qwertyuiopasdfghjklzxcvbnm",
                                                   "1234567890qwertyuiopasdfghjklzxcvbnm"};
    const std::string backwards{text.rbegin(), text.rend()};
    return std::ranges::any_of(rows,
                               [&](std::string_view row) { return row.contains(text) || row.contains(backwards); });
}

/// Returns what is wrong with a password as the end of a sentence; empty: nothing.
std::string_view mistake_in(std::string_view password, std::string_view email) {
    constexpr std::size_t min_different = 5;
    const auto characters = count_characters(password);
    if (characters < min_characters || characters > max_characters) return "must have 15 to 128 characters";
    const std::string text = lower(password);
    if (std::set<char>(text.begin(), text.end()).size() < min_different || is_repetition(text))
        return "must not repeat a few characters over and over";
    if (is_row(text)) return "must not be a row of the keyboard or the alphabet";
    if (!email.empty() && text.contains(email)) return "must not hold your e-mail address";
    constexpr std::array<std::string_view, 3> names{"burnandclaim", "burn and claim", "burn & claim"};
    if (std::ranges::any_of(names, [&](std::string_view name) { return text.contains(name); }))
        return "must not hold the name of this product";
    return {};
}

/// The hash of a password that nobody knows.
const std::string& hash_of_nobody() {
    static const std::string hash = hash_password(base::random_id());
    return hash;
}

}  // namespace

base::Result<void> check_password(std::string_view field, std::string_view password, std::string_view email) {
    const auto mistake = mistake_in(password, email);
    if (mistake.empty()) return {};
    return base::fail(base::ErrorCode::invalid_request, std::string{field}.append(" ").append(mistake));
}

std::string hash_password(std::string_view password) {
    std::array<char, crypto_pwhash_STRBYTES> hash;
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes, memory_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc{};
    return hash.data();
}

bool is_password(std::string_view password, const std::string& hash) {
    const std::string& compared = hash.empty() ? hash_of_nobody() : hash;
    return crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0 && !hash.empty();
}

}  // namespace burner::users
