"""Emoji by the names that Slack gives them: those that people use at work. Others stay names between colons."""

import re
from collections.abc import Mapping
from types import MappingProxyType

EMOJI: Mapping[str, str] = MappingProxyType(
    {
        # Faces and hands
        "+1": "👍", "-1": "👎", "thumbsup": "👍", "thumbsdown": "👎", "clap": "👏", "wave": "👋", "pray": "🙏",
        "raised_hands": "🙌", "raised_hand": "✋", "ok_hand": "👌", "muscle": "💪", "point_down": "👇",
        "point_left": "👈", "point_right": "👉", "point_up": "☝️", "eyes": "👀", "smile": "😄", "grinning": "😀",
        "slightly_smiling_face": "🙂", "simple_smile": "🙂", "joy": "😂", "wink": "😉", "blush": "😊",
        "thinking_face": "🤔", "sweat_smile": "😅", "cry": "😢", "sob": "😭", "disappointed": "😞", "worried": "😟",
        "heart_eyes": "😍", "sunglasses": "😎", "shrug": "🤷", "facepalm": "🤦",
        # People
        "bust_in_silhouette": "👤", "busts_in_silhouette": "👥", "technologist": "🧑‍💻", "office_worker": "🧑‍💼",
        "mechanic": "🧑‍🔧",
        # Signs
        "white_check_mark": "✅", "heavy_check_mark": "✔️", "ballot_box_with_check": "☑️", "x": "❌",
        "heavy_multiplication_x": "✖️", "warning": "⚠️", "no_entry": "⛔", "no_entry_sign": "🚫", "exclamation": "❗",
        "heavy_exclamation_mark": "❗", "question": "❓", "grey_question": "❔",
        "information_source": "\N{INFORMATION SOURCE}\ufe0f",
        "rotating_light": "🚨", "octagonal_sign": "🛑", "construction": "🚧", "recycle": "♻️", "new": "🆕", "ok": "🆗",
        "sos": "🆘", "100": "💯", "bangbang": "‼️", "red_circle": "🔴", "large_orange_circle": "🟠",
        "large_yellow_circle": "🟡", "large_green_circle": "🟢", "large_blue_circle": "🔵", "white_circle": "⚪",
        "black_circle": "⚫", "arrow_right": "➡️", "arrow_left": "⬅️", "arrow_up": "⬆️", "arrow_down": "⬇️",
        "arrows_counterclockwise": "🔄", "leftwards_arrow_with_hook": "↩️", "fast_forward": "⏩",
        "small_blue_diamond": "🔹", "small_orange_diamond": "🔸", "heart": "❤️",
        "star": "⭐", "star2": "🌟", "sparkles": "✨", "zap": "⚡", "fire": "🔥", "boom": "💥", "tada": "🎉",
        "rocket": "🚀", "trophy": "🏆", "checkered_flag": "🏁", "triangular_flag_on_post": "🚩",
        # Devices
        "computer": "💻", "desktop_computer": "🖥️", "keyboard": "⌨️", "computer_mouse": "🖱️", "printer": "🖨️",
        "iphone": "📱", "calling": "📲", "telephone_receiver": "📞", "headphones": "🎧", "camera": "📷",
        "battery": "🔋", "low_battery": "🪫", "electric_plug": "🔌", "floppy_disk": "💾", "satellite": "🛰️",
        # Work
        "package": "📦", "truck": "🚚", "airplane": "✈️", "mailbox": "📫", "mailbox_with_mail": "📬",
        "incoming_envelope": "📨", "email": "✉️", "envelope": "✉️", "e-mail": "📧", "inbox_tray": "📥",
        "outbox_tray": "📤", "memo": "📝", "pencil": "📝", "pencil2": "✏️", "page_facing_up": "📄", "clipboard": "📋",
        "bookmark_tabs": "📑", "receipt": "🧾", "chart_with_upwards_trend": "📈", "chart_with_downwards_trend": "📉",
        "bar_chart": "📊", "pushpin": "📌", "round_pushpin": "📍", "paperclip": "📎", "link": "🔗", "mag": "🔍",
        "bulb": "💡", "gear": "⚙️", "wrench": "🔧", "hammer": "🔨", "hammer_and_wrench": "🛠️", "toolbox": "🧰",
        "lock": "🔒", "unlock": "🔓", "closed_lock_with_key": "🔐", "key": "🔑", "shield": "🛡️", "wastebasket": "🗑️",
        "label": "🏷️", "bell": "🔔", "no_bell": "🔕", "speech_balloon": "💬", "loudspeaker": "📢", "mega": "📣",
        "bookmark": "🔖", "moneybag": "💰", "euro": "💶", "dollar": "💵", "pound": "💷", "credit_card": "💳",
        "calendar": "📆", "date": "📅", "spiral_calendar_pad": "🗓️", "hourglass": "⌛",
        "hourglass_flowing_sand": "⏳", "alarm_clock": "⏰", "stopwatch": "⏱️", "watch": "⌚", "clock9": "🕘",
        # Places
        "house": "🏠", "office": "🏢", "factory": "🏭", "school": "🏫", "globe_with_meridians": "🌐",
        "earth_africa": "🌍", "palm_tree": "🌴", "seedling": "🌱", "sunny": "☀️", "cloud": "☁️", "snowflake": "❄️",
        "coffee": "☕", "cake": "🍰", "gift": "🎁", "robot_face": "🤖", "face_with_thermometer": "🤒",
    }
)  # fmt: skip


def with_emoji(words: str) -> str:
    """The words with characters in the place of names that are known."""
    return re.sub(r":([a-z0-9_+'-]+):", lambda found: EMOJI.get(found[1], found[0]), words)
