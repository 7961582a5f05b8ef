#include "reclaim/terminal/qr_code.hpp"

#include <memory>

#include <qrencode.h>

namespace burner::reclaim {
namespace {

/// The empty border that readers need.
constexpr int border = 4;

using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

bool is_dark(const QRcode& code, int row, int column) {
    if (row < 0 || column < 0 || row >= code.width || column >= code.width) return false;
    return (code.data[row * code.width + column] & 1) != 0;
}

}  // namespace

std::optional<std::string> qr_code(const std::string& text, std::size_t columns) {
    if (text.size() > max_qr_bytes) return std::nullopt;
    const Code code{QRcode_encodeData(static_cast<int>(text.size()),
                                      reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_L),
                    &QRcode_free};
    if (!code || static_cast<std::size_t>(code->width + 2 * border) > columns) return std::nullopt;
    std::string drawn;
    for (int row = -border; row < code->width + border; row += 2) {
        drawn += "\x1b[30;47m";  // black on white, whatever the terminal's colours are
        for (int column = -border; column < code->width + border; ++column) {
            const bool upper = is_dark(*code, row, column), lower = is_dark(*code, row + 1, column);
            drawn += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
        }
        drawn += "\x1b[0m\n";
    }
    return drawn;
}

}  // namespace burner::reclaim
