/**
 * What people have on their machines besides AI tools: no identifier of the catalogue matches it, so it is kept for triage.
 * One product a line: kind | value as inventories report it | name | publisher | versions | weight. An empty name is the value.
 */
const LINES = `
MACOS_BUNDLE|com.google.Chrome|Google Chrome||150.0.7420.88,150.0.7420.61,149.0.7390.123|60
MACOS_BUNDLE|com.tencent.xinWeChat|WeChat||4.1.9,4.1.7|50
MACOS_BUNDLE|com.kingsoft.wpsoffice.mac|WPS Office||12.1.26035,12.1.25840|40
MACOS_BUNDLE|com.microsoft.Word|Microsoft Word||16.110,16.108|25
MACOS_BUNDLE|com.microsoft.Excel|Microsoft Excel||16.110,16.108|25
MACOS_BUNDLE|com.tinyspeck.slackmacgap|Slack||4.50.143,4.49.81|18
MACOS_BUNDLE|us.zoom.xos|zoom.us||7.1.0,7.0.5|16
MACOS_BUNDLE|com.microsoft.VSCode|Visual Studio Code||1.128.0,1.127.2,1.126.1|30
MACOS_BUNDLE|com.apple.dt.Xcode|Xcode||26.5,26.4.1|8
MACOS_BUNDLE|com.jetbrains.intellij|IntelliJ IDEA||2026.1.3,2026.1.1|10
MACOS_BUNDLE|com.jetbrains.goland|GoLand||2026.1.3|5
MACOS_BUNDLE|com.jetbrains.pycharm|PyCharm||2026.1.3,2025.3.4|6
MACOS_BUNDLE|com.googlecode.iterm2|iTerm||3.6.9,3.6.6|14
MACOS_BUNDLE|com.docker.docker|Docker Desktop||4.68.0,4.66.1|14
MACOS_BUNDLE|dev.orbstack.OrbStack|OrbStack||2.1.1|6
MACOS_BUNDLE|com.postmanlabs.mac|Postman||11.92.3,11.90.0|9
MACOS_BUNDLE|com.tableplus.TablePlus|TablePlus||6.8.6|5
MACOS_BUNDLE|com.figma.Desktop|Figma||126.4.9|9
MACOS_BUNDLE|com.bohemiancoding.sketch3|Sketch||2026.1.2|3
MACOS_BUNDLE|com.1password.1password|1Password||8.12.4,8.12.1|12
MACOS_BUNDLE|org.mozilla.firefox|Firefox||152.0.1,151.0.3|9
MACOS_BUNDLE|com.microsoft.edgemac|Microsoft Edge||150.0.4021.39|7
MACOS_BUNDLE|com.netease.163music|NetEaseMusic||3.2.8|14
MACOS_BUNDLE|com.tencent.meeting|Tencent Meeting||3.42.3|22
MACOS_BUNDLE|com.sublimetext.4|Sublime Text||4200|5
MACOS_BUNDLE|com.runningwithcrayons.Alfred|Alfred||5.7.2|4
MACOS_BUNDLE|com.knollsoft.Rectangle|Rectangle||0.95|6
MACOS_BUNDLE|org.videolan.vlc|VLC||3.0.23|5
MACOS_BUNDLE|com.aone.keka|Keka||1.6.4|3
MACOS_BUNDLE|com.charliemonroe.Downie-4|Downie||4.12.2|2
MACOS_BUNDLE|md.obsidian|Obsidian||1.12.4|4
MACOS_BUNDLE|com.typora.macos|Typora||1.13.2|4
MACOS_BUNDLE|com.steipete.codexbar|CodexBar||0.18.2|0.5
MACOS_BUNDLE|com.claudecode.context|Claude DevTools||1.4.0|0.4
MACOS_BUNDLE|xyz.chatboxapp.app|Chatbox||1.19.3,1.18.4|1.1
MACOS_BUNDLE|com.superduper.superwhisper|superwhisper||2.9.1|0.6
MACOS_BUNDLE|com.pais.boltai|BoltAI||2.6.0|0.4
WINDOWS_PROGRAM|Google Chrome||Google LLC|150.0.7420.88,150.0.7420.61,149.0.7390.123|60
WINDOWS_PROGRAM|WeChat||Tencent|4.1.9.21,4.1.7.44|45
WINDOWS_PROGRAM|WPS Office||Kingsoft Corp.|12.2.0.24034,12.2.0.23131|40
WINDOWS_PROGRAM|Microsoft Edge||Microsoft Corporation|150.0.4021.39,149.0.3980.77|55
WINDOWS_PROGRAM|Microsoft 365 Apps for enterprise - zh-cn||Microsoft Corporation|16.0.20026.20110|30
WINDOWS_PROGRAM|Microsoft OneDrive||Microsoft Corporation|26.094.0517.0003|30
WINDOWS_PROGRAM|Microsoft Visual C++ 2015-2022 Redistributable (x64)||Microsoft Corporation|14.50.35719.0,14.44.35211.0|50
WINDOWS_PROGRAM|7-Zip 26.00 (x64)||Igor Pavlov|26.00|26
WINDOWS_PROGRAM|WinRAR 7.20 (64-bit)||win.rar GmbH|7.20.0|14
WINDOWS_PROGRAM|Notepad++ (64-bit x64)||Notepad++ Team|8.9.4,8.9.1|16
WINDOWS_PROGRAM|Slack (User)||Slack Technologies, LLC|4.50.143|10
WINDOWS_PROGRAM|Zoom Workplace (64-bit)||Zoom Communications, Inc.|7.1.0.11827|12
WINDOWS_PROGRAM|Tencent Meeting||Tencent|3.42.3.412|22
WINDOWS_PROGRAM|Microsoft Visual Studio Code (User)||Microsoft Corporation|1.128.0,1.127.2|20
WINDOWS_PROGRAM|Visual Studio Professional 2026||Microsoft Corporation|18.5.2|4
WINDOWS_PROGRAM|IntelliJ IDEA 2026.1.3||JetBrains s.r.o.|261.24374.151|7
WINDOWS_PROGRAM|PyCharm 2026.1.3||JetBrains s.r.o.|261.24374.152|4
WINDOWS_PROGRAM|Git||The Git Development Community|2.55.0,2.53.0|18
WINDOWS_PROGRAM|Node.js||Node.js Foundation|24.21.0,22.24.1|12
WINDOWS_PROGRAM|Python 3.14.4 (64-bit)||Python Software Foundation|3.14.4150.0|9
WINDOWS_PROGRAM|Docker Desktop||Docker Inc.|4.68.0|8
WINDOWS_PROGRAM|Postman x86_64 11.92.3||Postman|11.92.3|5
WINDOWS_PROGRAM|PuTTY release 0.83 (64-bit)||Simon Tatham|0.83.0.0|5
WINDOWS_PROGRAM|WinSCP 6.5.5||Martin Prikryl|6.5.5|4
WINDOWS_PROGRAM|Everything 1.4.1.1030 (x64)||voidtools|1.4.1.1030|6
WINDOWS_PROGRAM|Foxit PDF Reader||Foxit Software Inc.|2026.1.1|9
WINDOWS_PROGRAM|Adobe Acrobat (64-bit)||Adobe|26.001.20310|9
WINDOWS_PROGRAM|VLC media player||VideoLAN|3.0.23|6
WINDOWS_PROGRAM|Snipaste||Le Liu|2.11.2|5
WINDOWS_PROGRAM|Mozilla Firefox (x64 zh-CN)||Mozilla|152.0.1|6
WINDOWS_PROGRAM|TeamViewer||TeamViewer|15.76.4|3
WINDOWS_PROGRAM|Dell SupportAssist||Dell Inc.|4.10.1.2|9
WINDOWS_PROGRAM|Lenovo System Update||Lenovo|5.08.03.59|9
WINDOWS_PROGRAM|Power BI Desktop||Microsoft Corporation|2.154.1021.0|3
WINDOWS_PROGRAM|Tableau 2026.1||Tableau Software, LLC|26.1.830|2
WINDOWS_PROGRAM|SAP GUI for Windows 8.00||SAP SE|8.00.14|3
WINDOWS_PROGRAM|Chatbox 1.19.3||Benn Huang|1.19.3|0.9
WINDOWS_PROGRAM|NextChat||NextChat Team|2.16.1|0.5
WINDOWS_PROGRAM|AnythingAI Helper||AnythingAI Ltd.|0.9.4|0.2
MSIX|Microsoft.WindowsTerminal_8wekyb3d8bbwe|Windows Terminal||1.25.1171.0|20
MSIX|Microsoft.WindowsNotepad_8wekyb3d8bbwe|Notepad||11.2605.18.0|30
MSIX|Microsoft.PowerToys_8wekyb3d8bbwe|PowerToys||0.99.1|6
MSIX|Microsoft.ScreenSketch_8wekyb3d8bbwe|Snipping Tool||11.2605.9.0|30
MSIX|MSTeams_8wekyb3d8bbwe|Microsoft Teams||26120.1904.4510.1|24
MSIX|5319275A.WhatsAppDesktop_cv1g1gvanyjgm|WhatsApp||2.2624.2.0|3
MSIX|CanonicalGroupLimited.Ubuntu_79rhkp1fndgsc|Ubuntu||2604.0.3.0|5
DEB|git|||1:2.53.0-1ubuntu1,1:2.43.0-1ubuntu7.3|40
DEB|curl|||8.18.0-1ubuntu2,8.5.0-2ubuntu10.6|40
DEB|python3|||3.14.3-0ubuntu2,3.12.3-0ubuntu2.1|40
DEB|docker-ce|||5:29.4.1-1~ubuntu.26.04,5:29.2.0-1~ubuntu.24.04|30
DEB|build-essential|||12.12ubuntu2|26
DEB|openssh-server|||1:10.2p1-2ubuntu3|36
DEB|google-chrome-stable|||150.0.7420.88-1|24
DEB|code|||1.128.0-1781000000,1.127.2-1780300000|22
DEB|nginx|||1.29.5-1ubuntu1|10
DEB|postgresql-18|||18.4-1.pgdg24.04+1|7
DEB|redis-server|||5:8.0.5-1|7
DEB|golang-go|||2:1.26~2|9
DEB|openjdk-21-jdk|||21.0.11+9-1|12
DEB|vim|||2:9.1.2141-1ubuntu2|20
DEB|tmux|||3.6a-2|14
DEB|htop|||3.4.1-5|14
DEB|kubectl|||1.36.1-1.1|12
DEB|terraform|||1.15.3-1|6
DEB|wireshark|||4.6.4-1|3
DEB|ffmpeg|||7:8.0.1-2ubuntu1|8
DEB|nvidia-driver-590|||590.48.01-0ubuntu1|10
DEB|cuda-toolkit-13-2|||13.2.1-1|8
BREW_FORMULA|git|||2.55.0,2.54.0|30
BREW_FORMULA|node|||26.3.0,24.21.0|24
BREW_FORMULA|python@3.14|||3.14.4|24
BREW_FORMULA|go|||1.26.3,1.26.1|14
BREW_FORMULA|jq|||1.8.1|18
BREW_FORMULA|ripgrep|||15.1.0|14
BREW_FORMULA|gh|||2.93.0|12
BREW_FORMULA|kubernetes-cli|||1.36.1|12
BREW_FORMULA|helm|||4.1.4|8
BREW_FORMULA|terraform|||1.15.3|5
BREW_FORMULA|wget|||1.25.0|16
BREW_FORMULA|tmux|||3.6a|10
BREW_FORMULA|neovim|||0.12.2|7
BREW_FORMULA|fzf|||0.71.0|9
BREW_FORMULA|postgresql@18|||18.4|6
BREW_FORMULA|redis|||8.6.2|6
BREW_FORMULA|mysql|||9.7.0|6
BREW_FORMULA|ffmpeg|||8.1|7
BREW_FORMULA|pnpm|||11.6.0|6
BREW_FORMULA|uv|||0.11.7|8
BREW_FORMULA|llm|||0.29|0.7
BREW_CASK|font-jetbrains-mono|||2.304|8
BREW_CASK|wireshark-app|||4.6.4|3
BREW_CASK|temurin|||26.0.1|7
BREW_CASK|google-cloud-sdk|||566.0.0|4
BREW_CASK|ngrok|||3.37.1|2
NPM|npm|||11.14.1,10.9.4|40
NPM|corepack|||0.34.6|36
NPM|pnpm|||11.6.0,10.33.0|26
NPM|yarn|||1.22.22|24
NPM|typescript|||7.0.2,5.9.3|24
NPM|eslint|||10.3.0,9.39.4|14
NPM|prettier|||3.8.3|14
NPM|nodemon|||3.1.14|8
NPM|pm2|||6.0.14|8
NPM|ts-node|||10.9.2|8
NPM|tsx|||4.22.0|8
NPM|vite|||8.1.0|6
NPM|@vue/cli|||5.0.9|6
NPM|@angular/cli|||22.0.1|4
NPM|create-react-app|||5.1.0|3
NPM|serve|||14.2.6|5
NPM|http-server|||14.1.1|5
NPM|nrm|||2.1.0|9
NPM|cnpm|||9.4.0|9
NPM|firebase-tools|||15.18.0|3
NPM|wrangler|||4.95.0|3
NPM|vercel|||54.2.0|2
NPM|aws-cdk|||2.1124.0|2
NPM|@nestjs/cli|||11.0.21|3
NPM|rimraf|||6.1.3|4
NPM|npm-check-updates|||22.1.1|4
NPM|lerna|||9.0.7|2
NPM|turbo|||2.9.14|2
NPM|@biomejs/biome|||2.6.8|2
NPM|commitizen|||4.3.1|3
NPM|@musistudio/claude-code-router|||2.0.0,1.0.73|1.2
NPM|ccusage|||19.0.3,18.0.11|1.6
NPM|@modelcontextprotocol/inspector|||0.22.0|1
NPM|repomix|||1.14.0|0.8
NPM|aicommits|||3.2.0|0.6
PYPI|pip|||26.1.1,25.3|40
PYPI|setuptools|||82.0.1,80.9.0|36
PYPI|wheel|||0.47.0|30
PYPI|requests|||2.34.0,2.33.1,2.32.5|30
PYPI|urllib3|||2.7.0,2.6.3|26
PYPI|certifi|||2026.6.2,2026.4.22|26
PYPI|numpy|||2.4.5,2.4.2,2.3.5|24
PYPI|pandas|||3.0.3,2.3.3|22
PYPI|scipy|||1.17.1|12
PYPI|matplotlib|||3.10.9|12
PYPI|scikit-learn|||1.8.0|9
PYPI|torch|||2.12.0,2.11.0|7
PYPI|tensorflow|||2.21.0|3
PYPI|jupyterlab|||4.5.7|8
PYPI|ipython|||9.13.0|9
PYPI|pyyaml|||6.0.3|18
PYPI|jinja2|||3.1.6|14
PYPI|click|||8.3.3|14
PYPI|flask|||3.1.3|6
PYPI|django|||6.0.5|5
PYPI|fastapi|||0.136.1|6
PYPI|sqlalchemy|||2.0.49|6
PYPI|pytest|||9.0.3|8
PYPI|black|||26.3.1|5
PYPI|ruff|||0.15.12|6
PYPI|poetry|||2.4.1|3
PYPI|ansible|||13.6.0|3
PYPI|boto3|||1.43.6|5
PYPI|pillow|||12.2.0|8
PYPI|langchain|||1.2.17|1.4
PYPI|llama-index|||0.14.21|0.8
PYPI|shell-gpt|||1.5.1|0.7
PYPI|gradio|||6.14.0|1
VSCODE|ms-python.python|||2026.8.0,2026.6.0|30
VSCODE|ms-python.vscode-pylance|||2026.2.100|26
VSCODE|dbaeumer.vscode-eslint|||3.0.24|22
VSCODE|esbenp.prettier-vscode|||12.4.0|22
VSCODE|golang.go|||0.54.2|12
VSCODE|rust-lang.rust-analyzer|||0.3.2880|5
VSCODE|ms-vscode.cpptools|||1.31.4|12
VSCODE|redhat.java|||1.54.0|12
VSCODE|vscjava.vscode-java-pack|||0.30.5|10
VSCODE|vue.volar|||3.2.8|12
VSCODE|eamodio.gitlens|||17.12.0|16
VSCODE|ms-azuretools.vscode-docker|||2.1.0|12
VSCODE|ms-vscode-remote.remote-ssh|||0.124.0|18
VSCODE|ms-vscode-remote.remote-containers|||0.452.0|8
VSCODE|ms-ceintl.vscode-language-pack-zh-hans|||1.128.2026061709|26
VSCODE|redhat.vscode-yaml|||1.21.0|12
VSCODE|hashicorp.terraform|||2.39.2|4
VSCODE|bradlc.vscode-tailwindcss|||0.14.29|5
VSCODE|streetsidesoftware.code-spell-checker|||4.6.0|5
VSCODE|editorconfig.editorconfig|||0.18.1|6
VSCODE|yzhang.markdown-all-in-one|||3.7.0|6
VSCODE|ritwickdey.liveserver|||5.7.10|6
VSCODE|pkief.material-icon-theme|||5.34.0|8
VSCODE|humao.rest-client|||0.28.2|5
VSCODE|mhutchie.git-graph|||1.30.0|8
VSCODE|gruntfuggly.todo-tree|||0.0.240|3
VSCODE|visualstudioexptteam.vscodeintellicode|||1.3.2|6
VSCODE|andrepimenta.claude-code-chat|||1.2.4|0.8
VSCODE|rjmacarthy.twinny|||3.25.0|0.5
VSCODE|danielsanmedium.dscodegpt|||3.16.0|0.9
JETBRAINS|pleiades plugin team/rainbow brackets|Rainbow Brackets|Zhihao Zhang|2026.1.2|6
JETBRAINS|alibaba/alibaba java coding guidelines|Alibaba Java Coding Guidelines|Alibaba|2.1.1|9
JETBRAINS|baomidou/mybatisx|MyBatisX|baomidou|1.7.3|9
JETBRAINS|jetbrains/lombok|Lombok|JetBrains|261.24374.151|12
JETBRAINS|sonarsource/sonarqube for ide|SonarQube for IDE|SonarSource|11.14.0|5
JETBRAINS|jetbrains/ideavim|IdeaVim|JetBrains|2.32.0|5
JETBRAINS|jetbrains/docker|Docker|JetBrains|261.24374.91|8
JETBRAINS|zhengzhou/translation|Translation|Yii.Guxing|3.8.1|6
CHROME|cjpalhdlnbpafiamejdnhcphjbkeiagm|uBlock Origin||1.71.0|16
CHROME|ghbmnnjooekpmoecnnnilnnbdlolhkhi|Google Docs Offline||1.104.1|30
CHROME|fmkadmapgofadopljbjfkapdkoienihi|React Developer Tools||7.0.1|9
CHROME|nhdogjmejiglipccpnnnanhbledajbpd|Vue.js devtools||8.1.1|9
CHROME|aeblfdkhhhdcdjpifhhbdiojplfjncoa|1Password||8.12.4.28|9
CHROME|eimadpbcbfnmbkopoojfekhnkhdbieeh|Dark Reader||4.9.124|8
CHROME|dhdgffkkebhmkfjojejmpbldmpobfkfo|Tampermonkey||5.5.0|9
CHROME|nngceckbapebfimnlniiiahkandclblb|Bitwarden||2026.5.0|4
CHROME|lmhkpmbekcpmknklioeibfkpmmfibljd|Redux DevTools||3.2.11|4
CHROME|chphlpgkkbolifaimnlloiipkdnihall|OneTab||2.10|5
CHROME|laookkfknpbbblfpciffpaejjkokdgca|Momentum||2.32.1|3
CHROME|kgjfgplpablkjnlkjmjdecgdpfankdle|Zoom for Google Workspace||1.9.4|4
CHROME|bpoadfkcbjbfhfodiogcnhhhpibjhbnh|Immersive Translate||1.29.4|12
FIREFOX|uBlock0@raymondhill.net|uBlock Origin||1.71.0|8
FIREFOX|addon@darkreader.org|Dark Reader||4.9.124|4
FIREFOX|{446900e4-71c2-419f-a6a7-df9c091e268b}|Bitwarden||2026.5.0|2
`;

export type Product = { kind: string; value: string; name: string; publisher: string; versions: string[]; weight: number };

export const ORDINARY_SOFTWARE: readonly Product[] = LINES.trim()
  .split("\n")
  .map((line) => {
    const [kind = "", value = "", name = "", publisher = "", versions = "", weight = "1"] = line.split("|");
    return { kind, value, name: name || value, publisher, versions: versions.split(","), weight: Number(weight) };
  });
